using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>
/// Says whether a program is free of undefined behaviour: of the rows of strength UNDEF in the catalogue, of names that
/// lead nowhere, and of waits that nothing ends. It is a safe approximation: what it passes is valid under every schedule,
/// device and conforming implementation; some valid programs it does not pass (it asks for observations, not for luck).
/// </summary>
public static class ProgramValidity
{
    /// <summary>What is wrong with the program, sorted; empty if nothing is.</summary>
    public static IReadOnlyList<string> Check(Program program)
    {
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        Structure.Check(program, text => problems.Add(text));
        if (problems.Count > 0) return [.. problems];
        var analysis = new ProgramAnalysis(program);
        analysis.Check(text => problems.Add(text));
        return [.. problems];
    }

    /// <summary>Whether nothing is wrong with the program.</summary>
    public static bool IsValid(Program program) => Check(program).Count == 0;
}
