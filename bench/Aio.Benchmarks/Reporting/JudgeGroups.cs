using Aio.Benchmarks.Histories;
using AioSpec.Histories;
using AioSpec.Judging;

namespace Aio.Benchmarks.Reporting;

/// <summary>The judge over histories in memory.</summary>
internal static class JudgeGroups
{
    public static IEnumerable<Func<Group>> All(int scale)
    {
        yield return () => Of("judge, reads and writes", ReadsAndWrites.Of, scale);
        yield return () => Of("judge, two threads with lists, notifications and aio_fsync", Mixed.Of, scale);
        yield return () => Small(scale);
    }

    private static Group Of(string name, Func<int, int, History> make, int scale)
    {
        int[] flights = [4, 64, 1024];
        var (few, many) = (100_000 / scale, 1_000_000 / scale);
        var small = flights.Select(f => Judging(few, f, make)).ToArray();
        var large = flights.Select(f => Judging(many, f, make)).ToArray();
        return new Group(name, [.. small, .. large])
        {
            Ratios = () =>
            [
                .. flights.Select((f, i) => ($"{many:N0} over {few:N0} events, {f} in flight", large[i].Times(small[i]))),
                ("1024 over 4 in flight, an event", large[2].TimesByUnit(large[0])),
            ],
            Goals = () =>
            [
                Goal.Least($"million events a second, {few:N0} events, 64 in flight", 1000 / small[1].Processor.Median, 1),
                Goal.Least($"million events a second, {many:N0} events, 64 in flight", 1000 / large[1].Processor.Median, 1),
                Goal.Most($"{many:N0} over {few:N0} events, 64 in flight", large[1].Times(small[1]).Median, 12),
                Goal.Most("1024 over 4 in flight, an event", large[2].TimesByUnit(large[0]).Median, 2),
            ],
        };
    }

    private static Subject Judging(int events, int inFlight, Func<int, int, History> make)
    {
        var history = make(events, inFlight);
        return new Subject($"{events:N0} events, {inFlight} in flight", "event", () => Judged(history));
    }

    private static Group Small(int scale)
    {
        var history = ReadsAndWrites.Of(1000 / scale * ReadsAndWrites.EventsPerRequest, 64);
        var subject = new Subject("1,000 requests, 64 in flight", "event", () => Judged(history));
        return new Group("judge, a small history", [subject])
        {
            Goals = () => [Goal.Most("milliseconds for 1,000 requests", subject.Processor.Median * history.Events.Length / 1e6, 5)],
        };
    }

    private static long Judged(History history)
    {
        var verdict = Judge.Of(history);
        return verdict.Answer == Answer.Permitted
            ? verdict.Events
            : throw new InvalidOperationException($"refused: {verdict.Findings.FirstOrDefault()} {verdict.Doubts.FirstOrDefault()}");
    }
}
