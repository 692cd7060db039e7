using System.Collections.Immutable;
using AioCli.Conformance.Findings;
using AioCli.Shell;

namespace AioCli.Conformance.Reports;

/// <summary>
/// Puts the smallest programs into a folder: a scenario and its history each; what is unresolved into one below, since its
/// history may be all that is ever seen of it.
/// </summary>
internal static class SavedPrograms
{
    /// <summary>Writes them, and says where. Where nothing is broken nothing is written.</summary>
    /// <exception cref="UserError">They cannot be written.</exception>
    public static void Write(Session session, ConformanceResult result, string? folder)
    {
        if (result.Violations.IsEmpty && result.Unresolved.IsEmpty) return;
        var path = folder ?? "conform-" + string.Concat(result.Target.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        try
        {
            Write(result.Violations, session.Full(path));
            if (!result.Unresolved.IsEmpty) Write(result.Unresolved, Path.Combine(session.Full(path), "unresolved"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"aiosim: --save {path}: it cannot be written ({Inputs.Reason(e)})");
        }

        session.Ui.Note($"aiosim: the smallest programs and their histories are in {path}/");
    }

    private static void Write(ImmutableArray<Violation> violations, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var violation in violations)
        {
            File.WriteAllText(Path.Combine(folder, violation.Requirement + ".yaml"), Explanation.Scenario(violation));
            File.WriteAllText(Path.Combine(folder, violation.Requirement + ".history"), Explanation.History(violation));
        }
    }
}
