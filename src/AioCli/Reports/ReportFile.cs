using AioCli.Shell;

namespace AioCli.Reports;

/// <summary>Puts reports into the files that the command line names.</summary>
internal static class ReportFile
{
    /// <summary>Says before the work that a report could not be written after it.</summary>
    /// <exception cref="UserError">The folder of one does not exist, or it is a folder itself.</exception>
    public static void Check(Session session, params IEnumerable<(string Option, string? Path)> reports)
    {
        foreach (var (option, path) in reports)
        {
            if (path is null) continue;
            var full = session.Full(path);
            if (Directory.Exists(full)) throw new UserError($"aiosim: {option} {path}: this is a folder; expected the name of a file to write");
            if (Directory.Exists(Path.GetDirectoryName(full))) continue;
            throw new UserError($"aiosim: {option} {path}: the folder '{Path.GetDirectoryName(path)}' does not exist; make it first");
        }
    }

    /// <summary>Writes a report, where one is asked for.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    public static void Save(Session session, string option, string? path, Action<Stream> write)
    {
        if (path is null) return;
        try
        {
            using var file = File.Create(session.Full(path));
            write(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"aiosim: {option} {path}: it cannot be written ({Inputs.Reason(e)})");
        }
    }
}
