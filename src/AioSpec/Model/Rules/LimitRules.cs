using AioSpec.Programs;
using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What sysconf, fpathconf and sched_getparam say of asynchronous I/O (HDR-07, LIMIT, PRIO-06).</summary>
public static class LimitRules
{
    /// <summary>_POSIX_VERSION of Issue 7, which makes asynchronous I/O part of the base.</summary>
    public const long Version = 200809;

    /// <summary>The rule.</summary>
    public static readonly Rule Rule = new("limits",
    [
        Only("HDR-07", "another version", ValueOtherwise(Version), !Asks("_SC_ASYNCHRONOUS_IO")),
        Only("LIMIT-01", "-1 or 0 or 1", (in Outcome o) => o.Value is 0 or 1 or < -1 || (o.Value == -1 && o.Errno != Errno.None), !Asks("_SC_AIO_LISTIO_MAX")),
        Only("LIMIT-02", "0", (in Outcome o) => o.Value is 0 or < -1 || (o.Value == -1 && o.Errno != Errno.None), !Asks("_SC_AIO_MAX")),
        Only("LIMIT-03", "below 0", (in Outcome o) => o.Value < -1 || (o.Value == -1 && o.Errno != Errno.None), !Asks("_SC_AIO_PRIO_DELTA_MAX")),
        Only("LIMIT-05", "EINVAL", Fails(Errno.EINVAL), !Is.Called<Fpathconf>(
            "it asks for an option of a file", c => c.Name is "_PC_ASYNC_IO" or "_PC_PRIO_IO" or "_PC_SYNC_IO")),
        Only("PRIO-06", "another priority", (in Outcome o) => o.Value >= 0, !Is.Called<SchedGetparam>("it asks for the priority", _ => true) | SamePriority()),
    ],
    []);

    private static Fact Asks(string name) => Is.Called<Sysconf>($"it asks for {name}", c => c.Name == name);

    private static Atom SamePriority() => new(
        "it is the declared one", (IWorld w, in Scope s) => TruthLogic.Known(s.Outcome.Value == w.Declared.Priority));
}
