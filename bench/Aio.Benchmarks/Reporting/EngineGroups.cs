using Aio.Benchmarks.Transfers;

namespace Aio.Benchmarks.Reporting;

/// <summary>The engine against glibc, the base library and a bare io_uring, and what its parts cost.</summary>
internal static class EngineGroups
{
    /// <summary>The groups, one after the other: the file is there as long as they are asked for.</summary>
    /// <param name="mebibytes">How large the file is.</param>
    /// <param name="milliseconds">How long each subject runs in a round.</param>
    /// <param name="depths">How many requests each thread has outstanding.</param>
    /// <param name="only">What the name of a pattern has in it that is measured; empty: all, and what the engine's parts cost.</param>
    public static IEnumerable<Func<Group>> All(int mebibytes, int milliseconds, int[] depths, string only)
    {
        using var file = new DataFile(mebibytes);
        foreach (var make in only.Length == 0 ? Costs(file, milliseconds) : []) yield return make;
        foreach (var pattern in Patterns(depths).Where(p => p.ToString().Contains(only, StringComparison.Ordinal)))
        {
            yield return () => Contest.Of(pattern, file, milliseconds);
        }
    }

    private static IEnumerable<Func<Group>> Costs(DataFile file, int milliseconds)
    {
        yield return EngineCosts.Status;
        yield return () => EngineCosts.Beside(new Pattern(false, false, 1, 1), file, milliseconds);
        yield return () => EngineCosts.Beside(new Pattern(false, true, 16, 1), file, milliseconds);
    }

    /// <summary>Writes come last: those with O_DIRECT take their pages out of the cache.</summary>
    private static IEnumerable<Pattern> Patterns(int[] depths) =>
        from writes in new[] { false, true }
        from direct in new[] { false, true }
        from threads in writes ? [1] : new[] { 1, 2 }
        from depth in depths
        select new Pattern(writes, direct, depth, threads);
}
