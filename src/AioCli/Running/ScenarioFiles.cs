using AioCli.Shell;

namespace AioCli.Running;

/// <summary>Finds scenario files.</summary>
internal static class ScenarioFiles
{
    private const string Pattern = "*.yaml";

    /// <summary>All scenario files in a folder and its folders, in ordinal order of their paths. Links to folders are not followed.</summary>
    public static IEnumerable<string> In(Session session, string folder)
    {
        var found = new List<string>();
        Collect(session, folder.TrimEnd('/', '\\') is { Length: > 0 } trimmed ? trimmed : "/", found);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static void Collect(Session session, string folder, List<string> found)
    {
        var full = session.Full(folder);
        var prefix = folder == "/" ? folder : folder + "/";
        foreach (var file in Directory.EnumerateFiles(full, Pattern)) found.Add(prefix + Path.GetFileName(file));
        foreach (var inner in new DirectoryInfo(full).EnumerateDirectories())
        {
            if (inner.LinkTarget is null && inner.Name[0] != '.') Collect(session, prefix + inner.Name, found);
        }
    }
}
