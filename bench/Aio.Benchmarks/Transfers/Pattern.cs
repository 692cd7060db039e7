using System.Globalization;

namespace Aio.Benchmarks.Transfers;

/// <summary>What is transferred: blocks of 4 KiB at random places of one file.</summary>
/// <param name="Writes">Whether they are written.</param>
/// <param name="Direct">Whether O_DIRECT passes by the page cache.</param>
/// <param name="Depth">How many each thread has outstanding.</param>
/// <param name="Threads">How many threads do so.</param>
internal sealed record Pattern(bool Writes, bool Direct, int Depth, int Threads)
{
    public const int BlockSize = 4096;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Writes ? "writes" : "reads")}, {(Direct ? "O_DIRECT" : "page cache")}, depth {Depth}, {Threads} {(Threads == 1 ? "thread" : "threads")}");
}
