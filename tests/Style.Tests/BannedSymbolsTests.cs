using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Style.Tests;

/// <summary>The list that keeps clocks, chance and threads out of AioSpec and AioSim means what it says.</summary>
public sealed class BannedSymbolsTests
{
    private const string List = "src/BannedSymbols.txt";

    public static TheoryData<string> Ids => new(Banned.Entries.Select(entry => entry.Id));

    /// <summary>The analyzer ignores an id that it does not know, without a word.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void An_entry_names_something_that_exists(string id) => Assert.NotNull(Banned.Symbol(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Code_that_uses_an_entry_is_refused(string id) =>
        Assert.Equal(["RS0030"], await Banned.Refusals(Banned.Use(Banned.Symbol(id)!)));

    [Fact]
    public async Task Code_that_uses_no_entry_is_permitted() => Assert.Empty(await Banned.Refusals("_ = new System.TimeSpan(1);"));

    [Fact]
    public async Task A_misspelt_entry_would_be_found()
    {
        Assert.Null(Banned.Symbol("M:System.Guid.MakeGuid"));
        Assert.Empty(await Banned.Refusals("_ = System.Guid.NewGuid();", "M:System.Guid.MakeGuid;"));
    }

    /// <summary>An overload that was forgotten is a door left open. A clock of ours may be handed in.</summary>
    [Fact]
    public void A_banned_method_is_banned_with_all_its_overloads()
    {
        var banned = Banned.Entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        Findings.None(
            from symbol in Banned.Entries.Select(entry => Banned.Symbol(entry.Id)).OfType<IMethodSymbol>()
            from overload in symbol.ContainingType.GetMembers(symbol.Name).OfType<IMethodSymbol>()
            where overload.DeclaredAccessibility == Accessibility.Public
            where overload.Parameters.All(parameter => parameter.Type.Name != nameof(TimeProvider))
            let id = overload.GetDocumentationCommentId()
            where !banned.Contains(id)
            select id);
    }

    [Fact]
    public void Every_entry_says_why() => Findings.None(Banned.Entries.Where(entry => entry.Reason.Length == 0).Select(entry => entry.Id));

    [Theory]
    [InlineData("AioSpec")]
    [InlineData("AioSim")]
    public void A_room_without_clock_and_chance_has_the_analyzer_and_the_list(string room)
    {
        var path = $"src/{room}/{room}.csproj";
        var project = XDocument.Parse(Repository.Files.Single(file => file.Path == path).Text);

        Assert.Contains(project.Descendants("PackageReference"), item => item.Attribute("Include")?.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Contains(
            project.Descendants("AdditionalFiles"),
            item => Path.GetFullPath(item.Attribute("Include")!.Value, Path.Combine(Repository.Root, "src", room)) == Path.Combine(Repository.Root, List));
        Assert.DoesNotContain("RS0030", project.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_source_file_silences_the_analyzer() =>
        Findings.None(Repository.Under("src", ".cs", ".props", ".editorconfig").Concat(Repository.Files.Where(file => file.Path == ".editorconfig"))
            .Where(file => file.Text.Contains("RS0030", StringComparison.Ordinal)).Select(file => file.Path));
}
