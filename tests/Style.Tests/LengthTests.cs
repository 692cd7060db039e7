using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Style.Tests;

/// <summary>A file is read in one sitting (aim at 300 lines), a method on one screen (aim at 10).</summary>
public sealed class LengthTests
{
    private const int FileLimit = 350;
    private const int MethodLimit = 60;

    [Fact]
    public void No_source_file_is_longer_than_350_lines() =>
        Findings.None(Repository.Under("src", ".cs").Concat(Repository.Under("native", ".cs", ".c", ".h")).SelectMany(TooLong));

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
