using Aio.Benchmarks.Histories;
using AioSpec.Text;

namespace Aio.Benchmarks.Reporting;

/// <summary>Printing and reading of histories.</summary>
internal static class TextGroups
{
    public static IEnumerable<Func<Group>> All(int scale)
    {
        yield return () => Of(1_000_000 / scale);
    }

    private static Group Of(int events)
    {
        var history = Mixed.Of(events, 64);
        var text = HistoryText.Print(history);
        var print = new Subject($"print {events:N0} events", "event", () => HistoryText.Print(history).Length > 0 ? history.Events.Length : 0);
        var parse = new Subject($"parse {events:N0} events", "event", () => HistoryText.Parse(text, "bench").Events.Length);
        return new Group($"text, {text.Length / 1e6:0.0} MB", [print, parse]) { Ratios = () => [("parse over print", parse.Times(print))] };
    }
}
