using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Style.Tests;

/// <summary>The entries of src/BannedSymbols.txt, and the analyzer that enforces them, for trying one on the other.</summary>
internal static class Banned
{
    private static readonly string ListText = Repository.Files.Single(file => file.Path == "src/BannedSymbols.txt").Text;

    private static readonly CSharpCompilation Platform = CSharpCompilation.Create(
        "Snippet",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        options: new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    public static IReadOnlyList<(string Id, string Reason)> Entries { get; } =
        [.. ListText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line.Split(';')[0], line[(line.IndexOf(';') + 1)..].Trim()))];

    public static ISymbol? Symbol(string id) => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Platform);

    /// <summary>A statement that uses the symbol and compiles.</summary>
    public static string Use(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => $"_ = typeof({type});",
        IPropertySymbol property => $"_ = {property.ContainingType}.{property.Name};",
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => $"_ = new {constructor.ContainingType}({Arguments(constructor)});",
        IMethodSymbol { IsStatic: true } method => $"_ = {method.ContainingType}.{method.Name}({Arguments(method)});",
        IMethodSymbol method => $"_ = default({method.ContainingType})!.{method.Name}({Arguments(method)});",
        _ => throw new ArgumentException($"No snippet for {symbol.Kind}.", nameof(symbol)),
    };

    /// <summary>The ids of the diagnostics that the analyzer reports for the snippet.</summary>
    public static async Task<IEnumerable<string>> Refusals(string snippet, string? list = null)
    {
        var compilation = Platform.AddSyntaxTrees(CSharpSyntaxTree.ParseText(snippet));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var options = new AnalyzerOptions([new BannedList(list ?? ListText)]);
        var found = await compilation
            .WithAnalyzers([new CSharpSymbolIsBannedAnalyzer()], new CompilationWithAnalyzersOptions(options, null, true, false))
            .GetAnalyzerDiagnosticsAsync();
        return found.Select(diagnostic => diagnostic.Id);
    }

    private static string Arguments(IMethodSymbol method) =>
        string.Join(", ", (method.IsGenericMethod ? method.Construct([.. method.TypeParameters.Select(_ => Int)]) : method).Parameters.Select(p => $"default({p.Type})!"));

    private static ITypeSymbol Int => Platform.GetSpecialType(SpecialType.System_Int32);

    private sealed class BannedList(string text) : AdditionalText
    {
        public override string Path => "BannedSymbols.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
