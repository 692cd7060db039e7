using System.Diagnostics.CodeAnalysis;

namespace AioSpec.Text;

/// <summary>
/// A text is not of its format. <see cref="Exception.Message"/> is <c>file(line,column): what is wrong; what was
/// expected; the nearest right word</c>, fit to be shown to the one who wrote the file.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "An error of the file's author, not an exceptional state of ours.")]
public sealed class TextFormatError : Exception
{
    /// <summary>An error at this place.</summary>
    /// <param name="file">The file's name as the user gave it.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column in characters, from 1.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    public TextFormatError(string file, int line, int column, string problem)
        : base(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}({line},{column}): {problem}")) =>
        (File, Line, Column, Problem) = (file, line, column, problem);

    /// <summary>The file's name as the user gave it.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in characters, from 1.</summary>
    public int Column { get; }

    /// <summary>What is wrong and what was expected, without the place.</summary>
    public string Problem { get; }
}
