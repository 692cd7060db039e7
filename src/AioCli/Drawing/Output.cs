using System.Text;
using Spectre.Console;

namespace AioCli.Drawing;

/// <summary>Where one of the two streams of output goes.</summary>
internal sealed class Output(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
{
    private const int PlainWidth = 80;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => isTerminal;

    /// <inheritdoc/>
    public int Width => isTerminal && Console.WindowWidth is > 0 and var width ? width : PlainWidth;

    /// <inheritdoc/>
    public int Height => isTerminal ? Console.WindowHeight : int.MaxValue;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
    }

    /// <summary>A console that draws there: as on any terminal where it is one, and as plain text where it is not.</summary>
    public IAnsiConsole OpenConsole(bool color) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = this,
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isTerminal && color ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        // What the variables of a build server say about its log is not asked: there too it is a file.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });
}
