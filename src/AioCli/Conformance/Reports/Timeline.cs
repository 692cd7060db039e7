using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AioCli.Judging;
using AioSpec.Histories;
using AioSpec.Text;

namespace AioCli.Conformance.Reports;

/// <summary>A history as a drawing: a lane for each thread, calls as bars from invocation to return, what proves the violation marked.</summary>
internal static class Timeline
{
    private const int Margin = 90;
    private const int Step = 92;
    private const int Lane = 56;
    private const int Top = 26;
    private const int MostEvents = 60;
    private const int LongestText = 13;
    private const int LongestCall = 26;

    /// <summary>The drawing. Events have equal distances: times on a real machine differ by thousands.</summary>
    public static string Draw(History history, ImmutableArray<long> evidence)
    {
        var lines = EventLines.Of(history);
        var from = (int)Math.Max(0, Math.Min(history.Events.Length - MostEvents, evidence.IsEmpty ? 0 : evidence.Min() - (MostEvents / 3)));
        var events = history.Events.Skip(from).Take(MostEvents).Select((e, i) => (Event: e, Number: (long)(from + i), At: i)).ToList();
        var lanes = events.Select(e => e.Event.Thread).Distinct(StringComparer.Ordinal).ToList();
        var (width, height) = (Margin + (Step * events.Count) + 20, Top + (Lane * lanes.Count) + 22);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg role=\"img\" aria-label=\"the events\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\">\n");
        for (var i = 0; i < lanes.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"lane\" x1=\"{Margin}\" x2=\"{width - 10}\" y1=\"{Y(i)}\" y2=\"{Y(i)}\"/><text class=\"name\" x=\"8\" y=\"{Y(i) + 4}\">{Escape(Shorten(lanes[i] == "-" ? "end" : lanes[i]))}</text>\n");
        }

        foreach (var lane in lanes) Bars(svg, [.. events.Where(e => e.Event.Thread == lane)], lanes.IndexOf(lane), evidence);
        foreach (var (e, number, at) in events)
        {
            // Above the lane there is room up to the next text that stands there.
            var isRoomy = !events.Any(o => o.At == at + 1 && o.Event.Thread == e.Thread && o.Event is not Return);
            Mark(svg, e, lines[(int)number], isRoomy, at, lanes.IndexOf(e.Thread), evidence.Contains(number), height);
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Bars(StringBuilder svg, List<(Event Event, long Number, int At)> events, int lane, ImmutableArray<long> evidence)
    {
        var open = new Stack<(int At, Invoke Call, long Number)>();
        foreach (var (e, number, at) in events)
        {
            if (e is Invoke invoke) open.Push((at, invoke, number));
            if (e is not Return || !open.TryPop(out var call)) continue;
            Bar(svg, call.At, at, lane, evidence.Contains(number) || evidence.Contains(call.Number), call.Call);
        }

        foreach (var (at, call, number) in open) Bar(svg, at, null, lane, evidence.Contains(number), call);
    }

    private static void Bar(StringBuilder svg, int from, int? to, int lane, bool isProof, Invoke call)
    {
        var width = to is { } end ? (end - from) * Step : Step / 2;
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(isProof ? "proof" : "call")}\" x=\"{X(from)}\" y=\"{Y(lane) - 9}\" width=\"{width}\" height=\"18\" rx=\"3\"{(to is null ? " stroke-dasharray=\"3 3\"" : "")}><title>{Escape(HistoryText.Print(call))}{(to is null ? " … does not return" : "")}</title></rect>\n");
    }

    private static void Mark(StringBuilder svg, Event e, string line, bool isRoomy, int at, int lane, bool isProof, int height)
    {
        var text = Shorten(Label(e, line), isRoomy && e is not Return ? LongestCall : LongestText);
        if (e is not (Invoke or Return)) svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{(isProof ? "proof" : "event")}\" cx=\"{X(at)}\" cy=\"{Y(lane)}\" r=\"4\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(at)}\" y=\"{(e is Return ? Y(lane) + 22 : Y(lane) - 13)}\">{Escape(text)}<title>{Escape(line)}</title></text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"time\" x=\"{X(at)}\" y=\"{height - 8}\">{Escape(Drawing.Times.Text(e.Time))}</text>\n");
    }

    /// <summary>What happened, without time, thread and mark.</summary>
    private static string Label(Event e, string line)
    {
        var text = EventLines.WithoutThread(e, line).Trim();
        return e is Invoke or Return or SignalCaught or CallbackStarted ? text[1..].Trim() : text;
    }

    private static string Shorten(string text, int longest = LongestText) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    private static int X(int at) => Margin + (at * Step);

    private static int Y(int lane) => Top + (lane * Lane) + (Lane / 2);

    /// <summary>Text as it may stand in HTML and SVG.</summary>
    public static string Escape(string text) => System.Net.WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c)));
}
