using AioSpec.Text;

namespace AioCli.Shell;

/// <summary>Opens what the command line names, or says why not.</summary>
internal static class Inputs
{
    /// <summary>The path that means standard input.</summary>
    public const string Standard = "-";

    /// <summary>Opens a text file as UTF-8.</summary>
    /// <param name="session">Whose working directory it is relative to.</param>
    /// <param name="path">The path as the user gave it.</param>
    /// <param name="expected">What is to be given, for the message.</param>
    /// <exception cref="UserError">It cannot be opened.</exception>
    public static StreamReader OpenText(Session session, string path, string expected)
    {
        if (Directory.Exists(session.Full(path))) throw new UserError($"{path}: this is a folder; expected {expected}");
        return Guard(session, path, expected, () => new StreamReader(session.Full(path)));
    }

    /// <summary>Reads a whole text file as UTF-8.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    public static string ReadText(Session session, string path, string expected)
    {
        using var reader = OpenText(session, path, expected);
        return Guard(session, path, expected, reader.ReadToEnd);
    }

    /// <summary>The error for a path that does not exist.</summary>
    public static UserError NotFound(Session session, string path, string expected) =>
        new($"{path}: there is no such file or folder; {Advice(session, path) ?? $"expected {expected}"}");

    private static T Guard<T>(Session session, string path, string expected, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotFound(session, path, expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: it cannot be read ({Reason(e)}); expected {expected}");
        }
    }

    /// <summary>The system's reason without the full path, which the message has already in the user's words.</summary>
    public static string Reason(Exception e) => e is UnauthorizedAccessException ? "access is denied" : e.Message.Split(" : '")[0].TrimEnd('.');

    private static string? Advice(Session session, string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var full = session.Full(folder.Length == 0 ? "." : folder);
        if (!Directory.Exists(full)) return folder.Length > 0 ? $"the folder '{folder}' does not exist either" : null;
        var names = Directory.EnumerateFileSystemEntries(full).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal);
        return Nearest.Word(Path.GetFileName(path), names) is { } near ? $"did you mean '{Path.Combine(folder, near).Replace('\\', '/')}'?" : null;
    }
}
