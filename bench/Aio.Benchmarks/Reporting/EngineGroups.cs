using Aio.Benchmarks.Transfers;

namespace Aio.Benchmarks.Reporting;

/// <summary>The engine against glibc, the base library and a bare io_uring, and what its parts cost.</summary>
internal static class EngineGroups
{
    /// <summary>The groups, one after the other: the file is there as long as they are asked for.</summary>
    /// <param name="mebibytes">How large the file is.</param>
    /// <param name="milliseconds">How long each subject runs in a round.</param>
    /// <param name="depths">How many requests each thread has outstanding.</param>
    public static IEnumerable<Func<Group>> All(int mebibytes, int milliseconds, int[] depths)
    {
        using var file = new DataFile(mebibytes);
        yield return EngineCosts.Status;
        yield return () => EngineCosts.Beside(new Pattern(false, false, 1, 1), file, milliseconds);
        yield return () => EngineCosts.Beside(new Pattern(false, true, 16, 1), file, milliseconds);
        foreach (var pattern in Patterns(depths)) yield return () => Contest.Of(pattern, file, milliseconds);
    }

    /// <summary>Writes come last: those with O_DIRECT take their pages out of the cache.</summary>
    private static IEnumerable<Pattern> Patterns(int[] depths) =>
        from writes in new[] { false, true }
        from direct in new[] { false, true }
        from threads in writes ? [1] : new[] { 1, 2 }
        from depth in depths
        select new Pattern(writes, direct, depth, threads);
}
