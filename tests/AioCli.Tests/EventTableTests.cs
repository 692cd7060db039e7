using System.Collections.Immutable;
using AioCli.Drawing;
using AioCli.Running;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Tests;

public sealed class EventTableTests
{
    [Fact]
    public Task Threads_have_columns() => Verify(Draw(2));

    [Fact]
    public Task Too_many_threads_for_the_width_stand_in_one_column() => Verify(Draw(6));

    private static string Draw(int threads)
    {
        var calls = Enumerable.Range(1, threads).SelectMany(i => new Event[]
        {
            new Invoke(i * 1_500_000L, $"thread{i}", new AioSuspend([.. Enumerable.Range(1, 12).Select(n => $"request{n}")], null)),
            new Return(i * 2_000_000_000L, $"thread{i}", Result.Zero),
        });
        using var results = new StringWriter();
        using var notes = new StringWriter();
        using var ui = Ui.Plain(results, notes);
        ui.Draw(EventTable.Of(Select([.. calls, new End(20_000_000_000, EndKind.Quiet)]), ui.Width));
        return results.ToString();
    }

    /// <summary>All but the third, of which the second is marked.</summary>
    private static ImmutableArray<SelectedEvent> Select(IReadOnlyCollection<Event> events)
    {
        using var lines = new AioCli.Judging.EventLines(new HistoryHeader());
        return [.. events.Select((e, i) => new SelectedEvent(i, e, lines.Next(e), i == 1)).Where(e => e.Number != 2)];
    }
}
