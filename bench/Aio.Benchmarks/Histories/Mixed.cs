using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace Aio.Benchmarks.Histories;

/// <summary>
/// Two threads on one file, whose calls overlap: single submissions and lists of four, notified by signals, by functions
/// or not at all, and now and then an aio_fsync.
/// </summary>
internal static class Mixed
{
    private const string Path = "/sim/a";

    public static HistoryHeader Header { get; } = new() { Target = "bench", Files = [BlockFile.Spec(Path)] };

    /// <summary>A history of about so many events.</summary>
    public static History Of(int events, int inFlight) => new(Header, [.. Events(events, inFlight)]);

    public static IEnumerable<Event> Events(long events, int inFlight)
    {
        var (numbers, time) = (new Xorshift(54_321), 0L);
        foreach (var e in Start()) yield return e with { Time = time++ };
        var threads = new List<IEnumerator<Event>>();
        for (var i = 0; i < 2; i++) threads.Add(new MixedThread(i, new Fd(3), Path, inFlight / 2).Events(events / 2).GetEnumerator());
        while (threads.Count > 0)
        {
            var thread = threads[numbers.Below(threads.Count)];
            if (thread.MoveNext()) yield return thread.Current with { Time = time++ };
            else threads.Remove(thread);
        }

        yield return new End(time, EndKind.Quiet);
    }

    private static IEnumerable<Event> Start()
    {
        yield return new Invoke(0, "T1", new Sigaction(MixedThread.Signal, Disposition.Catch, "on_done"));
        yield return new Return(0, "T1", Result.Zero);
        yield return new Invoke(0, "T1", new Open(Path, OpenFlags.O_RDWR));
        yield return new Return(0, "T1", new Result(3));
    }
}
