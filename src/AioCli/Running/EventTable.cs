using System.Collections.Immutable;
using AioCli.Drawing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AioCli.Running;

/// <summary>Events with a column a thread: calls '&gt;', returns '&lt;', signals '!', notification functions '*', ends '.' and 'x'.</summary>
internal static class EventTable
{
    /// <summary>A thread needs so much to be read.</summary>
    private const int LeastColumn = 14;
    private const int LongestText = 160;
    private const int Gap = 2;
    private const string Process = "-";

    private static readonly string[] s_mark = ["", "*"];

    /// <summary>The drawing. Where the threads are too many for the width, their names stand in one column.</summary>
    public static IRenderable Of(ImmutableArray<SelectedEvent> events, int width)
    {
        var threads = events.Select(e => e.Event.Thread).Where(t => t != Process).Distinct(StringComparer.Ordinal).ToList();
        var times = events.Max(e => Times.Text(e.Event.Time).Length);
        var perThread = (width - times - (2 * Gap) - 1 - (Gap * threads.Count)) / Math.Max(threads.Count, 1);
        return threads.Count > 0 && perThread >= LeastColumn ? Columns(events, threads, perThread) : List(events);
    }

    private static Table Columns(ImmutableArray<SelectedEvent> events, List<string> threads, int perThread)
    {
        var table = Empty();
        foreach (var thread in threads) table.AddColumn(Column(thread).Width(perThread));
        foreach (var (e, skipped) in WithGaps(events))
        {
            if (skipped) table.AddRow(Row("", "…", Enumerable.Repeat("", threads.Count), Tone.Faint));
            var cells = e.Event.Thread == Process
                ? threads.Select((_, i) => i == 0 ? e.What : "")
                : threads.Select(t => t == e.Event.Thread ? e.What : "");
            table.AddRow(Row(e, cells));
        }

        return table;
    }

    private static Table List(ImmutableArray<SelectedEvent> events)
    {
        var table = Empty().AddColumn(Column("thread").NoWrap()).AddColumn(Column("event"));
        foreach (var (e, skipped) in WithGaps(events))
        {
            if (skipped) table.AddRow(Row("", "…", ["", ""], Tone.Faint));
            table.AddRow(Row(e, [e.Event.Thread, e.What]));
        }

        return table;
    }

    private static Table Empty() =>
        new Table { Border = TableBorder.None }.AddColumn(Column("").NoWrap()).AddColumn(Column("time").RightAligned().NoWrap());

    private static TableColumn Column(string header) =>
        new(Cell(header, Tone.Strong)) { Padding = new Padding(0, 0, Gap, 0) };

    private static IEnumerable<IRenderable> Row(SelectedEvent e, IEnumerable<string> cells) =>
        Row(s_mark[e.IsMarked ? 1 : 0], Times.Text(e.Event.Time), cells, e.IsMarked ? Tone.Bad : Tone.Plain);

    private static IEnumerable<IRenderable> Row(string mark, string time, IEnumerable<string> cells, Tone tone) =>
        [Cell(mark, tone), Cell(time, Tone.Faint), .. cells.Select(c => Cell(Texts.Shorten(c, LongestText), tone))];

    private static Text Cell(string text, Tone tone) => new(new Part(text).Printable, tone.Style());

    private static IEnumerable<(SelectedEvent Event, bool Skipped)> WithGaps(ImmutableArray<SelectedEvent> events)
    {
        for (var i = 0; i < events.Length; i++) yield return (events[i], i == 0 ? events[i].Number > 0 : events[i].Number != events[i - 1].Number + 1);
    }
}
