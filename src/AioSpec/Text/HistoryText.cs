using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>The text form of a <see cref="History"/>: docs/formats.md. <see cref="HistoryWriter"/> and <see cref="HistoryReader"/> do it event by event.</summary>
public static class HistoryText
{
    /// <summary>Prints it.</summary>
    public static string Print(History history)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var writer = new HistoryWriter(text, history.Header);
        foreach (var e in history.Events) writer.Write(e);
        return text.ToString();
    }

    /// <summary>Reads it back: <c>Parse(Print(history))</c> has the same header and events.</summary>
    /// <exception cref="TextFormatError">The text is not a history.</exception>
    public static History Parse(string text, string file)
    {
        using var input = new StringReader(text);
        var reader = new HistoryReader(input, file);
        var events = ImmutableArray.CreateBuilder<Event>();
        while (reader.Read() is { } e) events.Add(e);
        return new History(reader.Header, events.DrainToImmutable());
    }

    /// <summary>One event as the line that it is in a history, without the line break.</summary>
    /// <param name="e">The event.</param>
    /// <param name="open">For a return the call that returns, so that its value is printed by name; null where it is not known.</param>
    public static string Print(Event e, Call? open = null)
    {
        var builder = new LineBuilder();
        EventText.Print(builder, e, open);
        return builder.ToString();
    }
}
