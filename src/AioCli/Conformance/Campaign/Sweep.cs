using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioCli.Conformance.Campaign;

/// <summary>
/// Moves the moments of a program across the window of its races: a delay before each call that races (cancellation, close,
/// a signal, a block used again, the write that lets another go on) goes through its range step by step, one call after the
/// other, so that no moment is left to luck.
/// </summary>
internal static class Sweep
{
    private static readonly long[] s_steps = [0, 1_000, 2_000, 4_000, 7_000, 12_000, 20_000, 35_000, 60_000, 100_000, 180_000];

    /// <summary>How many turns it takes until each call has had each delay; 1 for a program without a race.</summary>
    public static int Turns(Program program)
    {
        var places = Places(program);
        return places == 0 ? 1 : 1 + (places * s_steps.Length);
    }

    /// <summary>The program of a turn; turn 0 is the program as it is.</summary>
    public static Program Of(Program program, int turn)
    {
        var turns = Turns(program);
        var at = turn % turns;
        if (at == 0) return program;
        var (place, step) = ((at - 1) % Places(program), (at - 1) / Places(program));
        // A second round, and those after it, lie between the steps of the first.
        var delay = s_steps[step] + ((turn / turns) * 613 % 1_000);
        var count = 0;
        return program with
        {
            Threads = [.. program.Threads.Select(t => t with { Body = Delay(t.Body, place, delay, ref count) })],
            Functions = [.. program.Functions.Select(f => f with { Body = Delay(f.Body, place, delay, ref count) })],
        };
    }

    private static int Places(Program program)
    {
        var count = 0;
        foreach (var thread in program.Threads) Delay(thread.Body, -1, 0, ref count);
        foreach (var function in program.Functions) Delay(function.Body, -1, 0, ref count);
        return count;
    }

    private static ImmutableArray<Statement> Delay(ImmutableArray<Statement> body, int place, long delay, ref int count)
    {
        var result = ImmutableArray.CreateBuilder<Statement>(body.Length + 1);
        var submitted = false;
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Perform perform:
                    if (Races(perform.Call, submitted) && count++ == place) result.Add(new Perform(new Sleep(delay), [], null));
                    submitted |= perform.Call is AioRead or AioWrite or AioFsync or LioListio;
                    result.Add(perform);
                    break;
                case Repeat repeat: result.Add(repeat with { Body = Delay(repeat.Body, place, delay, ref count) }); break;
                case When choice:
                    result.Add(choice with
                    {
                        Then = Delay(choice.Then, place, delay, ref count),
                        Otherwise = choice.Otherwise.IsDefault ? choice.Otherwise : Delay(choice.Otherwise, place, delay, ref count),
                    });
                    break;
                default: result.Add(statement); break;
            }
        }

        return result.ToImmutable();
    }

    private static bool Races(Call call, bool submitted) => call switch
    {
        AioCancel or Close or Dup2 or PthreadCancel or Fork or Exec or Exit => true,
        Kill or Sigqueue or Write or Ftruncate => true,
        AioRead or AioWrite or AioFsync or LioListio or AioSuspend => submitted,
        _ => false,
    };
}
