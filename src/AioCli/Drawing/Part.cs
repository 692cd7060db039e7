namespace AioCli.Drawing;

/// <summary>A piece of a line.</summary>
internal readonly record struct Part(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>Text of no special tone.</summary>
    public static implicit operator Part(string text) => new(text);

    /// <summary>The text without what would steer a terminal: names of files and threads come from outside.</summary>
    public string Printable => Text.Any(char.IsControl) ? string.Concat(Text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c)) : Text;
}
