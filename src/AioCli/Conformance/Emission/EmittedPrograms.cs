using AioCli.Conformance.Findings;
using AioCli.Shell;

namespace AioCli.Conformance.Emission;

/// <summary>Puts a C program for each violation into a file: the first into the one that is named, the others beside it.</summary>
internal static class EmittedPrograms
{
    /// <summary>Writes them, and says which there can be none for.</summary>
    /// <exception cref="UserError">One cannot be written.</exception>
    public static void Write(Session session, ConformanceResult result, string path)
    {
        var named = false;
        foreach (var violation in result.Violations)
        {
            var (text, reason) = CProgram.Write(violation);
            if (text is null)
            {
                session.Ui.Note($"aiosim: --emit-c: no C program for {violation.Requirement}: {reason}");
                continue;
            }

            if (!named) Save(session, path, text);
            named = true;
            Save(session, Beside(path, violation.Requirement), text);
        }

        if (!named && result.Violations.IsEmpty) session.Ui.Note("aiosim: --emit-c: no requirement is broken, so there is nothing to show");
    }

    /// <summary><c>defect.c</c> and <c>LIO-15</c> are <c>defect-LIO-15.c</c>.</summary>
    private static string Beside(string path, string id) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{id}{Path.GetExtension(path)}");

    private static void Save(Session session, string path, string text) =>
        Reports.SavedText.Write(session, "--emit-c", path, text);
}
