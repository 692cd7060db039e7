namespace AioSpec.Programs.Editing;

/// <summary>
/// Programs one step smaller: fewer threads, statements, faults and list elements first, then rounder sizes and delays. What no
/// longer makes sense after a cut (uses of a descriptor that nothing opens) is cut as well. Whether a smaller program is free
/// of undefined behaviour is for the caller to see.
/// </summary>
public static class ProgramEdits
{
    /// <summary>The smaller programs, the greatest steps first.</summary>
    public static IEnumerable<Program> Smaller(Program program) => Lighter(program, Candidates(program));

    /// <summary>
    /// The programs with a single part less: a thread, a statement, a list element, a fault, a file, an expectation, a
    /// notification.
    /// </summary>
    public static IEnumerable<Program> Removals(Program program) => Lighter(program, WithoutThreads(program)
        .Concat(EnvironmentEdits.Removals(program))
        .Concat(BodyEdits.Of(program, BodyEdits.Removals))
        .Concat(BodyEdits.Of(program, BodyEdits.PartRemovals)));

    private static IEnumerable<Program> Lighter(Program program, IEnumerable<Program> candidates)
    {
        var weight = ProgramWeight.Of(program);
        return candidates.Select(Repair.Program).Where(smaller => ProgramWeight.Of(smaller) < weight);
    }

    private static IEnumerable<Program> Candidates(Program program) => WithoutThreads(program)
        .Concat(WithJoinedThreads(program))
        .Concat(WithoutParts(program))
        .Concat(DelayEdits.Of(program))
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
