using Spectre.Console;

namespace AioCli.Drawing;

/// <summary>What is known of a terminal.</summary>
/// <param name="Width">Its width in characters; 0 where it does not say.</param>
/// <param name="Ansi">Whether it takes escape sequences.</param>
/// <param name="Colors">Which colours it has.</param>
internal sealed record Terminal(int Width, AnsiSupport Ansi, ColorSystemSupport Colors)
{
    /// <summary>The one that this process runs in.</summary>
    public static Terminal OfProcess() => new(Console.WindowWidth, AnsiSupport.Detect, ColorSystemSupport.Detect);
}
