using System.Text;
using Spectre.Console;

namespace AioCli.Drawing;

/// <summary>Where one of the two streams of output goes.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="terminal">What is known of the terminal; null where it is none.</param>
internal sealed class Output(TextWriter writer, Terminal? terminal) : IAnsiConsoleOutput
{
    private const int PlainWidth = 80;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => terminal is not null;

    /// <inheritdoc/>
    public int Width => terminal?.Width is > 0 and var width ? width : PlainWidth;

    /// <inheritdoc/>
    public int Height => int.MaxValue;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
    }

    /// <summary>A console that draws there: as on any terminal where it is one, and as plain text where it is not.</summary>
    public IAnsiConsole OpenConsole(bool color) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = this,
        Ansi = terminal?.Ansi ?? AnsiSupport.No,
        ColorSystem = terminal is not null && color ? terminal.Colors : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        // What the variables of a build server say about its log is not asked: there too it is a file.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });
}
