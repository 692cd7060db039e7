namespace AioSim;

/// <summary>A part of a program that is no statement and has no place of its own; in its text form it is a line.</summary>
/// <param name="Keywords">What such lines begin with.</param>
/// <param name="Number">Which of these lines it is, from 0.</param>
internal sealed record ProgramPart(string[] Keywords, int Number)
{
    public static ProgramPart Thread(int number) => new(["thread"], number);

    public static ProgramPart Function(int number) => new(["function"], number);

    public static ProgramPart File(int number) => new(["file", "directory", "character", "null-device", "zero-device", "full-device"], number);

    public static ProgramPart Device(string matter, int number = 0) => new([$"device {matter}".TrimEnd()], number);

    /// <summary>The index of its line among those of a program; -1: there is none.</summary>
    public int LineIn(ReadOnlySpan<string> lines)
    {
        var before = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (Array.Exists(Keywords, keyword => line.StartsWith(keyword + " ", StringComparison.Ordinal)) && before++ == Number) return i;
        }

        return -1;
    }
}
