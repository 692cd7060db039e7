using AioCli.Shell;
using AioSpec.Text;

namespace AioCli.Recording;

/// <summary>Writes what was recorded as history files.</summary>
internal static class RecordingFiles
{
    private const string Extension = ".history";

    /// <summary>Writes each image's history: the first as the user named it, the others beside it with their process in the name.</summary>
    public static void Write(Session session, string path, IReadOnlyList<RecordedHistory> recordings)
    {
        for (var i = 0; i < recordings.Count; i++) Write(session, i == 0 ? path : Beside(path, recordings[i].Image), recordings[i]);
    }

    private static string Beside(string path, RecordedImage image)
    {
        var stem = path.EndsWith(Extension, StringComparison.Ordinal) ? path[..^Extension.Length] : path;
        return $"{stem}.{image.Process}-{image.Generation}{Extension}";
    }

    private static void Write(Session session, string path, RecordedHistory recording)
    {
        try
        {
            using var file = new StreamWriter(session.Full(path)) { NewLine = "\n" };
            var writer = new HistoryWriter(file, recording.Header);
            foreach (var e in recording.All()) writer.Write(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: it cannot be written ({Inputs.Reason(e)})");
        }
    }
}
