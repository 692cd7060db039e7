using AioSpec.Programs;
using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>
/// What survives a crash of the system (SYNC, FSYNC, XBD 3.384, 3.385). The outcome is asked for one change of a file: 1, it
/// is there afterwards, or 0, it is lost. What nobody has synchronized may be either.
/// </summary>
public static class CrashRules
{
    private static readonly Fact Synchronized = Has(PosixOptions.SIO) & Promised("it was written with O_SYNC or O_DSYNC and is complete", Promises.Description);

    private static readonly Fact Covered = Has(PosixOptions.SIO | PosixOptions.FSC);

    /// <summary>The rule.</summary>
    public static readonly Rule Survival = new("crash",
    [
        Only("SYNC-02", "its loss", Value(0), !Synchronized | !Is.Told(Tell.StatusAlone)),
        Only("SYNC-01", "its loss", Value(0), !Synchronized),
        Only("FSYNC-08", "its loss", Value(0), !(Covered & Promised("an aio_fsync that was called while it was queued is complete", Promises.Queued))),
        Only("FSYNC-02", "its loss", Value(0), !(Covered & Promised("a synchronization that was called after it is complete", Promises.Synchronized))),
    ],
    []);

    private static Fact Promised(string text, Promises promise) =>
        new Atom(text, (IWorld w, in Scope s) => w.Promised(s.Request, promise));

    private static Fact Has(PosixOptions options) => Is.Declared($"{options}", d => (d.Options & options) != 0);
}
