using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>Conditions on what the program knows.</summary>
internal static class Conditions
{
    private const string Expected = "a condition: { flag: NAME }, { no_flag: NAME }, { in_progress: [r1] }, { finished: [r1] } or { accepted: [r1] }";

    /// <summary>A condition.</summary>
    public static readonly Shape<Condition> Shape = new Named<Condition>("condition", new Marks<Condition>(
        Expected,
        Of("flag", "The flag is set.", ConditionKind.Flag, NameKind.Flag, "the name of a flag"),
        Of("no_flag", "The flag is clear.", ConditionKind.NotFlag, NameKind.Flag, "the name of a flag"),
        Of("in_progress", "aio_error last said EINPROGRESS, or was not asked yet, for at least one of these control blocks.",
            ConditionKind.InProgress, NameKind.ControlBlock, "the name of a control block, or a list of them"),
        Of("finished", "aio_error has said something else than EINPROGRESS for each of these control blocks.",
            ConditionKind.Finished, NameKind.ControlBlock, "the name of a control block, or a list of them"),
        Of("accepted", "The call that submitted each of these control blocks last has returned 0.",
            ConditionKind.Accepted, NameKind.ControlBlock, "the name of a control block, or a list of them")));

    private static (string Key, string About, Shape<Condition> Shape, Func<Condition, bool> If) Of(
        string key, string about, ConditionKind kind, NameKind names, string expected) => (
            key,
            about,
            new As<ImmutableArray<string>, Condition>(
                new Many<string>(expected, NameWords.Known(names, expected)) { OrOne = true }, n => new Condition(kind, n), c => c.Names),
            c => c.Kind == kind);
}
