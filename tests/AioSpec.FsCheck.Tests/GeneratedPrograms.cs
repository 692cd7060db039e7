using AioSpec.FsCheck;
using AioSpec.Programs;

namespace AioSpec.FsCheckTests;

/// <summary>Programs of fixed seeds, of all sizes.</summary>
internal static class GeneratedPrograms
{
    public static IEnumerable<Program> Take(int count, int from = 0) => Enumerable.Range(from, count).Select(Of);

    public static Program Of(int seed) => AioPrograms.Program((ulong)seed, seed % 100);
}
