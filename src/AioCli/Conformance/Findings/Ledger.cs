using System.Collections.Immutable;
using AioCli.Shell;
using AioSpec.Catalogue;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AioCli.Conformance.Findings;

/// <summary>A divergence that is known.</summary>
/// <param name="Requirement">The requirement that is broken.</param>
/// <param name="Reason">Why it is, and why the standard forbids it.</param>
/// <param name="See">A link, or the program that shows it.</param>
internal sealed record LedgerEntry(string Requirement, string Reason, string See);

/// <summary>A campaign held against a ledger.</summary>
/// <param name="Known">The violations that the ledger has.</param>
/// <param name="Unknown">Those that it has not: they fail.</param>
/// <param name="Open">What was decided neither way and that it has not, either.</param>
/// <param name="Gone">Its entries that did not occur.</param>
internal sealed record LedgerComparison(
    ImmutableArray<string> Known, ImmutableArray<string> Unknown, ImmutableArray<string> Open, ImmutableArray<LedgerEntry> Gone);

/// <summary>The known divergences of an implementation. It is read for <c>--ledger</c> alone, and never by the judge.</summary>
internal sealed record Ledger(ImmutableArray<LedgerEntry> Entries)
{
    private static readonly string[] s_keys = ["requirement", "reason", "see"];

    /// <summary>Reads a ledger.</summary>
    /// <exception cref="UserError">It has a mistake.</exception>
    public static Ledger Read(string text, string path)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root) throw new UserError($"{path}(1,1): expected a ledger: 'ledger: 1' and 'divergences'");
            if (Find(root, "ledger") is not YamlScalarNode { Value: "1" }) throw Mistake(path, root, "expected 'ledger: 1', the version that is known");
            return Find(root, "divergences") is YamlSequenceNode list
                ? new Ledger([.. list.Select(node => Entry(node, path))])
                : throw Mistake(path, root, "expected 'divergences', a list");
        }
        catch (YamlException e)
        {
            throw new UserError($"{path}({e.Start.Line},{e.Start.Column}): {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <summary>Holds a campaign against it.</summary>
    public LedgerComparison Compare(ConformanceResult result)
    {
        var broken = result.Violations.Select(v => v.Requirement).ToList();
        var known = Entries.Select(e => e.Requirement).ToHashSet(StringComparer.Ordinal);
        var open = result.Requirements.Where(r => r.IsOpen).Select(r => r.Requirement.Id).ToList();
        return new LedgerComparison(
            [.. broken.Where(known.Contains)],
            [.. broken.Where(id => !known.Contains(id))],
            [.. open.Where(id => !known.Contains(id))],
            [.. Entries.Where(e => !broken.Contains(e.Requirement) && !open.Contains(e.Requirement))]);
    }

    private static LedgerEntry Entry(YamlNode node, string path)
    {
        if (node is not YamlMappingNode entry) throw Mistake(path, node, "expected requirement, reason and see");
        foreach (var (key, _) in entry.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && !s_keys.Contains(name)) throw Mistake(path, key, $"unknown key '{name}'; expected one of {string.Join(", ", s_keys)}");
        }

        var id = Text(entry, "requirement", path);
        if (Requirements.Find(id) is null) throw Mistake(path, Find(entry, "requirement")!, $"there is no requirement '{id}'");
        return new LedgerEntry(id, Text(entry, "reason", path), Text(entry, "see", path));
    }

    private static string Text(YamlMappingNode entry, string key, string path) =>
        Find(entry, key) is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Mistake(path, entry, $"expected '{key}', a text");

    private static YamlNode? Find(YamlMappingNode node, string key) => node.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } name } && name == key).Value;

    private static UserError Mistake(string path, YamlNode node, string what) => new($"{path}({node.Start.Line},{node.Start.Column}): {what}");
}
