using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Style.Tests;

/// <summary>A file is read in one sitting (aim at 300 lines), a method on one screen (aim at 10).</summary>
public sealed class LengthTests
{
    private const int FileLimit = 350;
    private const int MethodLimit = 60;
    private const int SectionLimit = 500;
    private const string SectionMark = "/* ------------------------------------------------------------------";

    [Fact]
    public void No_source_file_is_longer_than_350_lines() =>
        Findings.None(Repository.Under("src", ".cs").Concat(Repository.Under("native", ".cs", ".h")).SelectMany(TooLong));

    /// <summary>A C file is one, so that it can be compiled anywhere with one command; what is read in one sitting is a section.</summary>
    [Fact]
    public void No_section_of_a_C_file_is_longer_than_500_lines() => Findings.None(Repository.Under("native", ".c").SelectMany(LongSections));

    [Theory]
    [InlineData(SectionLimit, 0)]
    [InlineData(SectionLimit + 1, 1)]
    public void A_section_is_measured_to_the_next(int lines, int findings)
    {
        var filler = string.Concat(Enumerable.Repeat("int i;\n", lines - 1));

        Assert.Equal(findings, LongSections(new("a.c", $"{SectionMark} 1. A */\n{filler}{SectionMark} 2. B */\n")).Count());
    }

    [Fact]
    public void No_method_is_longer_than_60_lines() => Findings.None(Repository.With(".cs").SelectMany(LongMethods));

    [Theory]
    [InlineData(FileLimit, 0)]
    [InlineData(FileLimit + 1, 1)]
    public void A_file_is_measured_in_lines(int lines, int findings) =>
        Assert.Equal(findings, TooLong(new("a.cs", string.Concat(Enumerable.Repeat("//\n", lines)))).Count());

    [Theory]
    [InlineData("void M()\n{{{0}\n}}", MethodLimit - 3, 0)]
    [InlineData("void M()\n{{{0}\n}}", MethodLimit - 2, 1)]
    [InlineData("int P\n{{\nget {{{0}\n}}\n}}", MethodLimit, 1)]
    [InlineData("C()\n{{{0}\n}}", MethodLimit, 1)]
    [InlineData("void M()\n{{\nvoid Local() {{{0}\n}}\n}}", MethodLimit - 2, 1)]
    public void A_method_is_measured_from_its_name_to_its_last_brace(string shape, int lines, int findings)
    {
        var body = string.Concat(Enumerable.Repeat("\n;", lines));
        var code = $"class C {{\n/// <summary>Not measured.</summary>\n{string.Format(null, shape, body)}\n}}";

        Assert.Equal(findings, LongMethods(new("a.cs", code)).Count());
    }

    private static IEnumerable<string> LongSections(SourceFile file)
    {
        var starts = file.Lines.Select((line, number) => (line, number)).Where(l => l.line.StartsWith(SectionMark, StringComparison.Ordinal)).Select(l => l.number).Prepend(0).Append(file.Lines.Length);
        return starts.Zip(starts.Skip(1), (from, to) => (from, length: to - from)).Where(s => s.length > SectionLimit && s.from < file.Lines.Length)
            .Select(s => $"{file}({s.from + 1}) is a section of {s.length} lines; at most {SectionLimit}");
    }

    private static IEnumerable<string> TooLong(SourceFile file)
    {
        var lines = file.Text.Count(c => c == '\n');
        return lines > FileLimit ? [$"{file}: {lines} lines"] : [];
    }

    private static IEnumerable<string> LongMethods(SourceFile file) =>
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let span = node.SyntaxTree.GetLineSpan(node.Span)
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MethodLimit
        select $"{file}({span.StartLinePosition.Line + 1}): {lines} lines in {Name(node)}";

    private static string Name(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        _ => node.Kind().ToString(),
    };
}
