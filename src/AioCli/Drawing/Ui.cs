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
    private const int ProgressPeriod = 100; // Milliseconds.

    private readonly Output _results;
    private readonly Output _notes;
    private readonly IAnsiConsole _resultConsole;
    private readonly IAnsiConsole _noteConsole;
    private readonly bool _color;
    private string _progress = "";
    private long _progressAt;

    private Ui(Output results, Output notes, bool color)
    {
        (_results, _notes, _color) = (results, notes, color);
        (_resultConsole, _noteConsole) = (results.OpenConsole(color), notes.OpenConsole(color));
    }

    /// <summary>The streams of this process.</summary>
    public static Ui OfProcess() => new(
        Of(Console.OpenStandardOutput(), Console.IsOutputRedirected),
        Of(Console.OpenStandardError(), Console.IsErrorRedirected),
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Plain text, 80 wide.</summary>
    public static Ui Plain(TextWriter results, TextWriter notes) =>
        new(new Output(new TrimmingWriter(results), null), new Output(new TrimmingWriter(notes), null), false);

    /// <summary>Terminals of which everything is known.</summary>
    public static Ui OnTerminal(TextWriter results, TextWriter notes, Terminal terminal) =>
        new(new Output(results, terminal), new Output(notes, terminal), true);

    /// <summary>How many characters a line has.</summary>
    public int Width => _resultConsole.Profile.Width;

    /// <summary>Standard output, for what is not drawn.</summary>
    public TextWriter Results => _results.Writer;

    /// <summary>For a command whose standard output belongs to another program: results go to standard error as well.</summary>
    public Ui BesideAProgram()
    {
        var beside = new Ui(_notes, _notes, _color);
        if (_noteConsole.Profile.Capabilities.ColorSystem == ColorSystem.NoColors) beside.NoColor();
        return beside;
    }

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
        if (!ShowsProgress || text == _progress || (text.Length > 0 && !IsDue())) return;
        var shown = text.Length < _notes.Width ? text : text[..(_notes.Width - 1)];
        _notes.Writer.Write($"\r{new Part(shown).Printable.PadRight(_progress.Length)}{(shown.Length == 0 ? "\r" : "")}");
        _notes.Writer.Flush();
        _progress = shown;
    }

    /// <summary>What changes faster than it can be read is not shown.</summary>
    private bool IsDue()
    {
        var now = Environment.TickCount64;
        if (_progress.Length > 0 && now - _progressAt < ProgressPeriod) return false;
        _progressAt = now;
        return true;
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
        return isRedirected ? new Output(new TrimmingWriter(writer), null) : new Output(writer, Terminal.OfProcess());
    }
}
