using System.Runtime.CompilerServices;
using AioSpec.Text;

namespace AioSpec.Tests.Text;

/// <summary>What docs/formats.md shows is what the code does.</summary>
public sealed class FormatsDocumentTests
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(Root(), "docs", "formats.md"));

    [Fact]
    public void The_history_of_the_document_is_read_and_printed_the_same() =>
        Assert.Equal(Block("aiosim-history"), HistoryText.Print(HistoryText.Parse(Block("aiosim-history"), "formats.md")));

    [Fact]
    public void The_program_of_the_document_is_read_and_printed_the_same() =>
        Assert.Equal(Block("aiosim-program"), ProgramText.Print(ProgramText.Parse(Block("aiosim-program"), "formats.md")));

    [Fact]
    public void The_bytes_of_the_pattern_are_those_of_the_document()
    {
        var lines = Block("pattern").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.Equal(DataText.Parse(line.Split(" = ")[1]), DataText.Parse(line.Split(" = ")[0])));
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public void Every_call_has_a_row_in_the_document()
    {
        var rows = s_document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();

        Assert.All(CallText.Names, name => Assert.Contains(rows, row => row.Contains($"`{name}(", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("## Calls", "aio_read(r1, fd=3")]
    [InlineData("## Programs", "open(\"/sim/a\", O_RDWR) -> $a")]
    public void The_statements_of_the_document_print_as_they_stand(string section, string first)
    {
        var start = s_document.IndexOf("```\n" + first, s_document.IndexOf(section + "\n", StringComparison.Ordinal), StringComparison.Ordinal) + 4;
        var lines = s_document[start..s_document.IndexOf("```", start, StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.Equal(line, StatementText.Print(StatementText.Parse(line))));
        Assert.NotEmpty(lines);
    }

    private static string Block(string language)
    {
        var start = s_document.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return s_document[start..s_document.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Root([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..");
}
