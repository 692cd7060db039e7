using System.Globalization;

namespace AioSim.Scenarios;

/// <summary>One mistake in a scenario file.</summary>
/// <param name="File">The file, as the reader was told it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Text">What is wrong, what was expected, and the nearest right word.</param>
public sealed record Mistake(string File, int Line, int Column, string Text)
{
    /// <summary><c>file(line,column): what is wrong, expected …; did you mean …?</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): {Text}");
}
