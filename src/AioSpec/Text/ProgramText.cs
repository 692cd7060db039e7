using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// The text form of a <see cref="Program"/>: docs/formats.md. Two programs are the same where their texts are: the places
/// of statements are no part of it.
/// </summary>
public static class ProgramText
{
    private const int Indent = 2;

    /// <summary>Prints it.</summary>
    public static string Print(Program program)
    {
        var b = new LineBuilder();
        FileHead.Print(b, FileHead.Program);
        if (program.Name != new Program().Name) b.Text("name ").Name(program.Name).NewLine();
        DeclarationText.Print(b, program.Declaration);
        foreach (var file in program.Files) DeclarationText.Print(b, file);
        DeviceText.Print(b, program.Device);
        foreach (var thread in program.Threads) StatementText.Print(b.Text("thread ").Name(thread.Name).NewLine(), thread.Body, Indent);
        foreach (var function in program.Functions)
        {
            StatementText.Print(b.Text("function ").Name(function.Name).NewLine(), function.Body, Indent);
        }

        ExpectationsText.Print(b, program.Expect);
        return b.ToString();
    }

    /// <summary>Reads it back: <c>Parse(Print(program))</c> is the same program.</summary>
    /// <exception cref="TextFormatError">The text is not a program.</exception>
    public static Program Parse(string text, string file)
    {
        using var reader = new StringReader(text);
        return Read(reader, file);
    }

    /// <summary>Reads a program from a file.</summary>
    /// <param name="reader">The text; closed by whoever made it.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="TextFormatError">The text is not a program.</exception>
    public static Program Read(TextReader reader, string file) => new ProgramReader(reader, file).Read();

    /// <summary>Whether the two print as the same text.</summary>
    public static bool AreSame(Program a, Program b) => Print(a) == Print(b);
}
