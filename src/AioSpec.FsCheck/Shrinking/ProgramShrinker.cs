using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Shrinking;

/// <summary>
/// Makes programs smaller: fewer threads, statements, faults and list elements first, then rounder sizes and delays. What
/// no longer makes sense after a cut (uses of a descriptor that nothing opens) is cut as well.
/// </summary>
public static class ProgramShrinker
{
    /// <summary>The valid programs one step smaller, the greatest steps first.</summary>
    public static IEnumerable<Program> Shrink(Program program)
    {
        var weight = ProgramWeight.Of(program);
        return Candidates(program).Select(Repair.Program)
            .Where(smaller => ProgramWeight.Of(smaller) < weight && ProgramValidity.IsValid(smaller));
    }

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

    private static IEnumerable<Program> Candidates(Program program) => WithoutThreads(program)
        .Concat(WithJoinedThreads(program))
        .Concat(WithoutParts(program))
        .Concat(EnvironmentEdits.Of(program))
        .Concat(BodyEdits.Of(program, BodyEdits.Removals))
        .Concat(BodyEdits.Of(program, BodyEdits.Simplifications));

    private static IEnumerable<Program> WithoutThreads(Program program)
    {
        for (var i = program.Threads.Length - 1; i >= 0 && program.Threads.Length > 1; i--)
        {
            yield return program with { Threads = program.Threads.RemoveAt(i) };
        }
    }

    // Where it does not matter that threads run side by side, one does it all, one after the other.
    private static IEnumerable<Program> WithJoinedThreads(Program program)
    {
        for (var i = program.Threads.Length - 1; i > 0; i--)
        {
            for (var into = 0; into < i; into++)
            {
                var joined = program.Threads[into] with { Body = program.Threads[into].Body.AddRange(program.Threads[i].Body) };
                yield return program with { Threads = program.Threads.SetItem(into, joined).RemoveAt(i) };
            }
        }
    }

    // Large cuts: half of a body, then a quarter.
    private static IEnumerable<Program> WithoutParts(Program program)
    {
        foreach (var parts in (int[])[2, 4])
        {
            for (var i = 0; i < program.Threads.Length; i++)
            {
                var thread = program.Threads[i];
                var length = thread.Body.Length / parts;
                for (var part = parts - 1; part >= 0 && length > 1; part--)
                {
                    var body = thread.Body.RemoveRange(part * length, length);
                    yield return program with { Threads = program.Threads.SetItem(i, thread with { Body = body }) };
                }
            }
        }
    }
}
