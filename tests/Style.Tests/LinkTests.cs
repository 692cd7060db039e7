using System.Text.RegularExpressions;

namespace Style.Tests;

/// <summary>A link in the documentation leads somewhere.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_leads_to_a_file_and_to_a_heading_in_it() => Findings.None(Repository.With(".md").SelectMany(Dead));

    [Theory]
    [InlineData("[a](Aio.sln) [b](src/) [c](#the-word-aio) [d](https://example.org/x)\n# The word `aio`", 0)]
    [InlineData("[a](missing.md)", 1)]
    [InlineData("![a](missing.svg \"title\")", 1)]
    [InlineData("[a](#missing)", 1)]
    [InlineData("[a][ref]\n\n[ref]: missing.md", 1)]
    [InlineData("```c\na[i](x)\n```\n`b[i](x)`", 0)]
    public void A_dead_link_is_found(string text, int findings) => Assert.Equal(findings, Dead(new("a.md", text)).Count());

    private static IEnumerable<string> Dead(SourceFile file) =>
        from match in Link().Matches(Prose(file.Text))
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !Alive(file, target)
        select $"{file}: {target}";

    private static bool Alive(SourceFile file, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0
            ? Path.Combine(Repository.Root, file.Path)
            : Path.GetFullPath(parts[0], Path.GetDirectoryName(Path.Combine(Repository.Root, file.Path))!);
        if (parts.Length == 1)
        {
            return Path.Exists(path);
        }

        var text = parts[0].Length == 0 ? file.Text : File.Exists(path) ? File.ReadAllText(path) : "";
        return Heading().Matches(text).Any(heading => Anchor(heading.Groups["text"].Value) == parts[1]);
    }

    /// <summary>The name that a heading has in links, as the usual viewers make it.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static string Prose(string text) => Code().Replace(text, "");

    [GeneratedRegex(@"^(?<fence>```+|~~~+).*?^\k<fence>|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+\s+(?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
