using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AioCli.Drawing;

/// <summary>
/// The one way to the terminal: results on standard output, progress and warnings on standard error. A test makes one over
/// two strings.
/// </summary>
internal sealed class Ui : IDisposable
{
    private readonly Output _results;
    private readonly Output _notes;
    private readonly IAnsiConsole _resultConsole;
    private readonly IAnsiConsole _noteConsole;

    private Ui(Output results, Output notes, bool color)
    {
        (_results, _notes) = (results, notes);
        (_resultConsole, _noteConsole) = (results.OpenConsole(color), notes.OpenConsole(color));
    }

    /// <summary>The streams of this process.</summary>
    public static Ui OfProcess() => new(
        Of(Console.OpenStandardOutput(), Console.IsOutputRedirected),
        Of(Console.OpenStandardError(), Console.IsErrorRedirected),
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Plain text, 80 wide.</summary>
    public static Ui Plain(TextWriter results, TextWriter notes) =>
        new(new Output(new TrimmingWriter(results), false), new Output(new TrimmingWriter(notes), false), false);

    /// <summary>How many characters a line has.</summary>
    public int Width => _resultConsole.Profile.Width;

    /// <summary>Standard output, for what is not drawn.</summary>
    public TextWriter Results => _results.Writer;

    /// <summary>Whether somebody sees progress.</summary>
    public bool ShowsProgress => _notes.IsTerminal;

    /// <summary>Prints without colours from here on.</summary>
    public void NoColor()
    {
        _resultConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        _noteConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    /// <summary>A line of the result, not broken.</summary>
    public void Line(params Part[] parts) => Draw(new Line(parts));

    /// <summary>Something drawn, of the result.</summary>
    public void Draw(IRenderable drawing) => _resultConsole.Write(drawing);

    /// <summary>A line of standard error, not broken, behind all results so far.</summary>
    public void Note(params Part[] parts)
    {
        _results.Writer.Flush();
        _noteConsole.Write(new Line(parts));
        _notes.Writer.Flush();
    }

    /// <summary>Replaces the line of progress; an empty one takes it away.</summary>
    public void Progress(string text)
    {
        if (!ShowsProgress) return;
        var shown = text.Length < _notes.Width ? text : text[..(_notes.Width - 1)];
        _notes.Writer.Write($"\r{shown.PadRight(_notes.Width - 1)}\r{shown}");
        _notes.Writer.Flush();
    }

    /// <summary>Hands over what was printed.</summary>
    public void Flush()
    {
        _results.Writer.Flush();
        _notes.Writer.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _results.Writer.Dispose();
        _notes.Writer.Dispose();
    }

    private static Output Of(Stream stream, bool isRedirected)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 14) { NewLine = "\n", AutoFlush = !isRedirected };
        return new Output(isRedirected ? new TrimmingWriter(writer) : writer, !isRedirected);
    }
}
