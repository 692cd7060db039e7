using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Style.Tests;

/// <summary>A text file: its path from the root of the repository, with slashes, and what is in it.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public string[] Lines => Text.Split('\n');

    public SyntaxNode Syntax => CSharpSyntaxTree.ParseText(Text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest)).GetRoot();

    public override string ToString() => Path;
}

/// <summary>The files of the repository, without those that .gitignore leaves out.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath("../..", Path.GetDirectoryName(ThisFile())!);

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Walk(Root, Ignored()).OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>Files of a folder with one of these extensions.</summary>
    public static IEnumerable<SourceFile> Under(string folder, params string[] extensions) =>
        Files.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal) && extensions.Contains(Path.GetExtension(file.Path)));

    public static IEnumerable<SourceFile> With(string extension) => Files.Where(file => Path.GetExtension(file.Path) == extension);

    private static HashSet<string> Ignored()
    {
        var folders = File.ReadAllLines(Path.Combine(Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/'));
        return new HashSet<string>(folders, StringComparer.Ordinal) { ".git" };
    }

    private static IEnumerable<SourceFile> Walk(string folder, HashSet<string> ignored)
    {
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !path.Contains(".received.", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(path);
            if (!text.Contains('\0', StringComparison.Ordinal))
            {
                yield return new(Path.GetRelativePath(Root, path).Replace('\\', '/'), text);
            }
        }

        foreach (var file in Directory.EnumerateDirectories(folder).Where(sub => !ignored.Contains(Path.GetFileName(sub))).SelectMany(sub => Walk(sub, ignored)))
        {
            yield return file;
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
