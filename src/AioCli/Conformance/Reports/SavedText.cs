using AioCli.Reports;
using AioCli.Shell;

namespace AioCli.Conformance.Reports;

/// <summary>Puts a text into a file that the command line names.</summary>
internal static class SavedText
{
    /// <summary>Writes it.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    public static void Write(Session session, string option, string path, string text) =>
        ReportFile.Save(session, option, path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(text);
        });
}
