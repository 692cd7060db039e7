using AioSpec.FsCheck.Validity;
using AioSpec.Programs;
using AioSpec.Programs.Editing;

namespace AioSpec.FsCheck.Shrinking;

/// <summary>
/// Makes programs smaller: fewer threads, statements, faults and list elements first, then rounder sizes and delays. What
/// no longer makes sense after a cut (uses of a descriptor that nothing opens) is cut as well.
/// </summary>
public static class ProgramShrinker
{
    /// <summary>The valid programs one step smaller, the greatest steps first.</summary>
    public static IEnumerable<Program> Shrink(Program program) => ProgramEdits.Smaller(program).Where(ProgramValidity.IsValid);

    /// <summary>The smallest program that a greedy search finds for which <paramref name="fails"/> still holds.</summary>
    /// <param name="program">A program for which it holds.</param>
    /// <param name="fails">What is to be kept.</param>
    /// <param name="most">The most programs to try.</param>
    public static Program Minimize(Program program, Func<Program, bool> fails, int most = 2_000)
    {
        while (true)
        {
            Program? smaller = null;
            foreach (var candidate in Shrink(program))
            {
                if (most-- <= 0) return program;
                if (!fails(candidate)) continue;
                smaller = candidate;
                break;
            }

            if (smaller is null) return program;
            program = smaller;
        }
    }
}
