using AioCli.Shell;

namespace AioCli.Running;

/// <summary>Finds scenario files.</summary>
internal static class ScenarioFiles
{
    /// <summary>What is to be given, for messages.</summary>
    public const string Expected = "a scenario file, or a folder with such files (*.yaml)";

    private const string Pattern = "*.yaml";

    /// <summary>The files of a command line, each once: paths in their order, in each folder in ordinal order.</summary>
    /// <exception cref="UserError">A path does not exist, or a folder has no scenario.</exception>
    public static IReadOnlyList<ScenarioFile> Of(Session session, IEnumerable<string> paths) =>
        [.. paths.SelectMany(p => Of(session, p)).DistinctBy(f => session.Full(f.Path), StringComparer.Ordinal)];

    /// <summary>All scenario files in a folder and its folders, in ordinal order of their paths. Links to folders are not followed.</summary>
    public static IEnumerable<string> In(Session session, string folder)
    {
        var found = new List<string>();
        Collect(session, Prefix(folder), found);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static IEnumerable<ScenarioFile> Of(Session session, string path)
    {
        if (!Directory.Exists(session.Full(path)))
        {
            if (!File.Exists(session.Full(path))) throw Inputs.NotFound(session, path, Expected);
            return [new ScenarioFile(path, Path.GetFileName(path))];
        }

        var files = In(session, path).Select(f => new ScenarioFile(f, f[Prefix(path).Length..])).ToList();
        return files.Count > 0 ? files : throw new UserError($"{path}: there is no scenario ({Pattern}) in this folder or below; expected {Expected}");
    }

    /// <summary>What stands before the names of a folder's files; nothing for the working directory.</summary>
    private static string Prefix(string folder) => folder is "." or "./" ? "" : folder.EndsWith('/') ? folder : folder + "/";

    private static void Collect(Session session, string prefix, List<string> found)
    {
        try
        {
            var folder = new DirectoryInfo(session.Full(prefix.Length > 0 ? prefix : "."));
            found.AddRange(folder.EnumerateFiles(Pattern).Select(f => prefix + f.Name));
            foreach (var inner in folder.EnumerateDirectories().Where(d => d.LinkTarget is null && d.Name[0] != '.'))
            {
                Collect(session, prefix + inner.Name + "/", found);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserError($"{prefix}: it cannot be read ({Inputs.Reason(e)})");
        }
    }
}
