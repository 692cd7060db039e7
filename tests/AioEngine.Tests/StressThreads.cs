namespace AioEngine.Tests;

/// <summary>Threads under stress, which go on from one run to the next with the blocks that they have.</summary>
internal sealed class StressThreads : IDisposable
{
    /// <summary>Notifications that have come, by the value that they carry.</summary>
    private static readonly int[] s_delivered = new int[Most];

    private const int Most = 8;
    private static int s_last;

    private readonly StressThread[] _threads;
    private readonly int _value = Interlocked.Increment(ref s_last) % Most;

    internal StressThreads(Engine engine, string path, int count) => _threads = [.. Enumerable.Range(0, count).Select(i => new StressThread(engine, path, i, _value))];

    /// <summary>Notifications that the accepted requests asked for.</summary>
    internal int Due => _threads.Sum(t => t.Due);

    internal int Canceled => _threads.Sum(t => t.Canceled);

    internal int Delivered => Volatile.Read(ref s_delivered[_value]);

    internal static void Deliver(nint value) => Interlocked.Increment(ref s_delivered[value]);

    /// <summary>So many requests in all; returns when each is over and its notification has come.</summary>
    internal void Run(int requests)
    {
        var failures = new List<Exception>();
        var running = _threads.Select(t => new Thread(() =>
        {
            try
            {
                t.Run(requests / _threads.Length);
            }
            catch (Exception e)
            {
                lock (failures) failures.Add(e);
            }
        })).ToArray();
        foreach (var thread in running) thread.Start();
        foreach (var thread in running) thread.Join();
        Assert.Empty(failures);
        Assert.True(SpinWait.SpinUntil(() => Delivered == Due, TimeSpan.FromSeconds(30)), $"{Delivered} of {Due} notifications have come.");
    }

    public void Dispose()
    {
        foreach (var thread in _threads) thread.Dispose();
    }
}
