namespace Samples.Copy;

/// <summary>Allocates as if there were no tomorrow, so that the collector moves whatever is not pinned.</summary>
internal sealed class MemoryPressure : IDisposable
{
    private const int Kept = 400;
    private const int Size = 80_000;

    private readonly CancellationTokenSource _end = new();
    private readonly Thread _thread;

    public MemoryPressure()
    {
        _thread = new Thread(Allocate) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _end.Cancel();
        _thread.Join();
        _end.Dispose();
    }

    /// <summary>Most dies young; what is kept dies in the order of chance, and leaves holes.</summary>
    private void Allocate()
    {
        var (kept, random) = (new byte[Kept][], new Random(0));
        for (var i = 0; !_end.IsCancellationRequested; i++)
        {
            kept[random.Next(Kept)] = new byte[random.Next(Size)];
            if (i % 20_000 == 0) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            if (i % 64 == 0) Thread.Yield();
        }
    }
}
