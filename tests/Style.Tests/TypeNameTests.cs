using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Style.Tests;

/// <summary>Who looks for a type finds its file, and who opens a file knows what is in it.</summary>
public sealed class TypeNameTests
{
    [Fact]
    public void Every_source_file_has_a_type_of_its_name() => Findings.None(Repository.Under("src", ".cs").SelectMany(Misnamed));

    [Theory]
    [InlineData("src/A/Read.cs", "record Read; record Write;", 0)]
    [InlineData("src/A/Aio.Read.cs", "partial class Aio;", 0)]
    [InlineData("src/A/Answer.cs", "delegate void Answer();", 0)]
    [InlineData("src/A/Read.cs", "class Outer { class Read; }", 1)]
    [InlineData("src/A/Read.cs", "class Reader;", 1)]
    [InlineData("src/A/Main.cs", "return 0;", 0)]
    public void A_file_is_named_after_a_type(string path, string code, int findings) =>
        Assert.Equal(findings, Misnamed(new(path, $"{code}")).Count());

    private static IEnumerable<string> Misnamed(SourceFile file)
    {
        var wanted = Path.GetFileName(file.Path).Split('.')[0];
        var members = file.Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).ToList();
        var entryPoint = members.Any(node => node is GlobalStatementSyntax);
        return entryPoint || members.Any(node => Name(node) == wanted) ? [] : [$"{file}: no type is called {wanted}"];
    }

    private static string? Name(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };
}
