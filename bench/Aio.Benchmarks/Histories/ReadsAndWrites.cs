using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace Aio.Benchmarks.Histories;

/// <summary>
/// One thread keeps so many reads and writes of 4 KiB in flight, one as often as the other, at any place of a file of
/// 512 MiB. They become complete in any order; for each aio_suspend, aio_error and aio_return, then the next is submitted.
/// </summary>
internal static class ReadsAndWrites
{
    private const string Path = "/sim/a";
    private const string Thread = "T1";

    /// <summary>What submission, wait, status and result of a request come to in events.</summary>
    public const int EventsPerRequest = 8;

    public static HistoryHeader Header { get; } = new() { Target = "bench", Files = [BlockFile.Spec(Path)] };

    /// <summary>A history of so many events, or a few more.</summary>
    public static History Of(int events, int inFlight) => new(Header, [.. Events(events, inFlight)]);

    /// <summary>The events one after the other, for who does not want to keep them.</summary>
    public static IEnumerable<Event> Events(long events, int inFlight)
    {
        var (numbers, file, time) = (new Xorshift(12_345), new BlockFile(Path, 0, BlockFile.Blocks), 0L);
        foreach (var step in Steps(events, inFlight, numbers, file))
        {
            yield return new Invoke(time++, Thread, step.Call);
            yield return new Return(time++, Thread, step.Result);
        }

        yield return new End(time, EndKind.Quiet);
    }

    private static IEnumerable<(Call Call, Result Result)> Steps(long events, int inFlight, Xorshift numbers, BlockFile file)
    {
        var fildes = new Fd(3);
        yield return (new Open(Path, OpenFlags.O_RDWR), new Result(fildes.Number));
        var slots = new List<Slot>();
        for (var i = 0; i < inFlight; i++) slots.Add(new Slot($"r{i}", file, fildes));
        var requests = Math.Max(inFlight, (events - 3) / EventsPerRequest);
        for (var i = 0L; i < requests + inFlight; i++)
        {
            var slot = i < inFlight ? slots[(int)i] : slots[numbers.Below(slots.Count)];
            if (i >= inFlight)
            {
                yield return (new AioSuspend([slot.Cb], null), Result.Zero);
                yield return (new AioError(slot.Cb), Result.Zero);
                yield return (new AioReturn(slot.Cb), slot.Reap());
            }

            if (i >= requests) { slots.Remove(slot); continue; }
            var writer = numbers.Below(2) == 0 ? (int)i + 1 : 0;
            yield return (slot.Submission(slot.Next(numbers, writer, SigEvent.None)), Result.Zero);
        }
    }
}
