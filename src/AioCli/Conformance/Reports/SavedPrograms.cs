using AioCli.Conformance.Findings;
using AioCli.Shell;

namespace AioCli.Conformance.Reports;

/// <summary>Puts the smallest programs into a folder: a scenario and its history each.</summary>
internal static class SavedPrograms
{
    /// <summary>Writes them, and says where. Where nothing is broken nothing is written.</summary>
    /// <exception cref="UserError">They cannot be written.</exception>
    public static void Write(Session session, ConformanceResult result, string? folder)
    {
        if (result.Violations.IsEmpty) return;
        var path = folder ?? "conform-" + string.Concat(result.Target.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        try
        {
            var full = Directory.CreateDirectory(session.Full(path)).FullName;
            foreach (var violation in result.Violations)
            {
                File.WriteAllText(Path.Combine(full, violation.Requirement + ".yaml"), Explanation.Scenario(violation));
                File.WriteAllText(Path.Combine(full, violation.Requirement + ".history"), Explanation.History(violation));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"aiosim: --save {path}: it cannot be written ({Inputs.Reason(e)})");
        }

        session.Ui.Note($"aiosim: the smallest programs and their histories are in {path}/");
    }
}
