using AioSpec.Histories;

namespace AioCli.Recording;

/// <summary>What a program does that POSIX leaves undefined, or that it may do but once. The numbers are the recorder's.</summary>
internal enum MisuseKind
{
    /// <summary>Submitted again while in progress.</summary>
    Resubmitted = 1,
    /// <summary>aio_return while in progress.</summary>
    ReturnedEarly,
    /// <summary>aio_return a second time.</summary>
    ReturnedTwice,
    /// <summary>The bytes of a write were changed while in progress.</summary>
    BufferChanged,
    /// <summary>The members of the block were changed while in progress.</summary>
    BlockChanged,
    /// <summary>Block or buffer were freed while in progress.</summary>
    Freed,
    /// <summary>The function in whose frame block or buffer lay has returned while in progress.</summary>
    FrameGone,
}

/// <summary>A misuse that the recorder proved: the implementation itself said that the request was in progress.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Block">To which control block.</param>
/// <param name="Thread">By which thread.</param>
/// <param name="Time">When, in nanoseconds since the start.</param>
/// <param name="Event">Before which event of the history.</param>
internal sealed record ProgramMisuse(MisuseKind Kind, string Block, string Thread, long Time, long Event)
{
    /// <summary>The requirement that speaks of it.</summary>
    public string Requirement => Kind switch
    {
        MisuseKind.Resubmitted => "SUB-21",
        MisuseKind.ReturnedEarly => "RETURN-03",
        MisuseKind.ReturnedTwice => "RETURN-02",
        MisuseKind.Freed or MisuseKind.FrameGone => "CB-04",
        _ => "CB-03",
    };

    /// <summary>Whether all that comes after it is undefined: then nothing after it can be held against the implementation.</summary>
    public bool IsUndefined => Kind != MisuseKind.ReturnedTwice;

    /// <summary>What was done, in a sentence.</summary>
    public string What => Kind switch
    {
        MisuseKind.Resubmitted => $"{Block} was submitted again while its request was in progress",
        MisuseKind.ReturnedEarly => $"aio_return({Block}) was called while its request was in progress",
        MisuseKind.ReturnedTwice => $"aio_return({Block}) was called twice for one request",
        MisuseKind.BufferChanged => $"the bytes that {Block} writes were changed while its request was in progress",
        MisuseKind.BlockChanged => $"the members of {Block} were changed while its request was in progress",
        MisuseKind.FrameGone => $"the function in whose frame {Block} or its buffer lay returned while its request was in progress",
        _ => $"{Block} or its buffer was freed while its request was in progress",
    };

    /// <summary>The events that can be judged: those before the first undefined misuse.</summary>
    public static IEnumerable<Event> Judgeable(IEnumerable<Event> events, IReadOnlyList<ProgramMisuse> misuses)
    {
        if (misuses.FirstOrDefault(m => m.IsUndefined) is not { } first) return events;
        return events.Take((int)Math.Min(int.MaxValue, first.Event)).Append(new End(first.Time, EndKind.Cut));
    }
}
