using System.Runtime.CompilerServices;
using AioSpec.Histories;
using AioSpec.Text;

namespace AioSpec.Tests.ByHand;

/// <summary>
/// A history whose verdict was derived from the clauses by a person. The comments at the head of its file say it:
/// <c># verdict: permitted</c> or <c># verdict: refused ID or ID</c> (where several sentences are broken alike), and
/// <c># because:</c> the derivation.
/// </summary>
/// <param name="Name">Family and name.</param>
/// <param name="Refused">The requirements of which one is broken; empty where it is permitted.</param>
/// <param name="Because">The derivation.</param>
/// <param name="History">The history.</param>
internal sealed record HandJudged(string Name, string[] Refused, string Because, History History)
{
    private const string Extension = ".history";

    /// <summary>The names of all, family by family.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder(), "*" + Extension, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder(), file)[..^Extension.Length].Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The history of this name.</summary>
    public static HandJudged Of(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), name + Extension));
        var verdict = Comment(text, "# verdict: ");
        string[] refused = verdict == "permitted" ? [] : verdict["refused ".Length..].Split(" or ");
        return new(name, refused, Comment(text, "# because: "), HistoryText.Parse(text, name));
    }

    private static string Comment(string text, string start) =>
        text.Split('\n').First(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..].Trim();

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
