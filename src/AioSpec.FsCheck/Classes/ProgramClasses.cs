using AioSpec.Programs;

namespace AioSpec.FsCheck.Classes;

/// <summary>
/// The named classes of input: what a set of programs has to reach before one can say that it tried everything. A class is
/// a value of one dimension (<c>fd:append</c>) or a pair (<c>write × fd:append</c>).
/// </summary>
public static class ProgramClasses
{
    /// <summary>The classes that a program reaches.</summary>
    public static IReadOnlySet<string> Of(Program program)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        EnvironmentClasses.Collect(program, reached);
        new ClassWalk(program, reached).Walk();
        return reached;
    }

    /// <summary>The classes that the generator is to reach, sorted.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Catalogue().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The name of a pair.</summary>
    internal static string Pair(string a, string b) => a + " × " + b;

    private static IEnumerable<string> Catalogue()
    {
        string[] transfers = ["read", "write", "LIO_READ", "LIO_WRITE"];
        return ClassNames.Single
            .Concat(Cross([.. transfers, "fsync"], ClassNames.Descriptors))
            .Concat(Cross(transfers, ClassNames.Offsets))
            .Concat(Cross(transfers, ClassNames.Sizes))
            .Concat(Cross([.. transfers, "fsync"], ClassNames.Notifications))
            .Concat(Cross(ClassNames.Modes, ClassNames.Shapes))
            .Concat(Cross(["LIO_NOWAIT"], ClassNames.ListNotifications))
            .Concat(Cross(ClassNames.CancelTargets, ClassNames.Moments))
            .Concat(Cross(ClassNames.SuspendLists, ClassNames.Timeouts).Except(ClassNames.Impossible))
            .Concat(Cross(ClassNames.Profile, ["null", "true", "false"]))
            .Concat(Cross(ClassNames.Faults, ["any", "read", "write", "fsync"]).Except(ClassNames.Impossible));
    }

    private static IEnumerable<string> Cross(IEnumerable<string> rows, IEnumerable<string> columns) =>
        rows.SelectMany(row => columns.Select(column => Pair(row, column)));
}
