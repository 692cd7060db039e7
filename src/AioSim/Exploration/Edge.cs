using System.Collections.Immutable;
using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>
/// A step with one combination of its outcomes, as it was learned: what it changes, and what it lets the program see. It is the
/// same from every state that looks the same to whoever takes the step.
/// </summary>
/// <param name="Step">The step; of kind None where only time goes on.</param>
/// <param name="Outcomes">The outcomes that were chosen in it.</param>
/// <param name="Writes">The cells that it changes: their places, with the new values.</param>
/// <param name="Seen">What threads of the program, handlers and functions see in it: what the same see is one after the other.</param>
/// <param name="Failures">The expectations that do not hold in it.</param>
/// <param name="Mistake">Why the run cannot go on after it; else null.</param>
internal sealed record Edge(
    Step Step, Outcome[] Outcomes, (int Place, int Cell)[] Writes, Sighting[] Seen, ImmutableArray<ExpectationFailure> Failures, Exception? Mistake)
{
    private bool _wasTaken;

    /// <summary>Whether something does not hold in it.</summary>
    public bool Fails { get; } = !Failures.IsEmpty || Mistake is not null;

    /// <summary>What of the model it reaches.</summary>
    public required Reached Reached { get; init; }

    /// <summary>A thread has gone round a loop and all is as before, but that it counts: where nobody can do anything else it does so for ever.</summary>
    public bool Spins { get; init; }

    /// <summary>The numbers that the new values have among those of their places.</summary>
    public int[] Locals { get; init; } = [];

    /// <summary>By how much what it changes, but for what is seen, changes the fingerprint of every state from which it is taken.</summary>
    public UInt128 Change { get; init; }

    /// <summary>It was taken.</summary>
    public bool WasTaken
    {
        get => Volatile.Read(ref _wasTaken);
        set => Volatile.Write(ref _wasTaken, value);
    }

    /// <summary>Whether both do the same, whatever becomes of one place.</summary>
    public bool Same(Edge other, int but = -1) => Step == other.Step && Outcomes.AsSpan().SequenceEqual(other.Outcomes)
        && Writes.Where(write => write.Place != but).SequenceEqual(other.Writes.Where(write => write.Place != but))
        && Seen.AsSpan().SequenceEqual(other.Seen) && Failures.SequenceEqual(other.Failures) && Mistake?.Message == other.Mistake?.Message;
}
