using Spectre.Console;

namespace AioCli.Drawing;

/// <summary>What a piece of text is to the reader. Never the only bearer of a meaning: there may be no colour.</summary>
internal enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,
    /// <summary>As required.</summary>
    Good,
    /// <summary>Not permitted, failed.</summary>
    Bad,
    /// <summary>Neither: inconclusive, a warning.</summary>
    Doubtful,
    /// <summary>What most readers skip.</summary>
    Faint,
    /// <summary>A heading or an id.</summary>
    Strong,
}

/// <summary>How tones look.</summary>
internal static class Tones
{
    /// <summary>The style of a tone: the terminal's own colours, so that it can be read on dark and light ones.</summary>
    public static Style Style(this Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        Tone.Doubtful => new Style(Color.Yellow),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        _ => Spectre.Console.Style.Plain,
    };
}
