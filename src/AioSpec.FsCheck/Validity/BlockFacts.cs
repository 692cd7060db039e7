namespace AioSpec.FsCheck.Validity;

/// <summary>What a body of statements surely knows of a control block at one point, and what may have happened to it.</summary>
internal readonly record struct BlockFacts
{
    /// <summary>Its last submission was accepted: aio_error and aio_suspend are defined.</summary>
    public bool Usable { get; init; }

    /// <summary>It is not in progress: it may be submitted.</summary>
    public bool Idle { get; init; }

    /// <summary>Completion was observed: aio_return is defined.</summary>
    public bool Complete { get; init; }

    /// <summary>aio_error was called since the last submission.</summary>
    public bool Asked { get; init; }

    /// <summary>Its last submission was a call of this body for it alone, so that the body knows what the call returned.</summary>
    public bool Known { get; init; }

    /// <summary>Its request waits for nothing but the device.</summary>
    public bool Sure { get; init; }

    /// <summary>aio_return may have been called.</summary>
    public bool MaybeReturned { get; init; }

    /// <summary>It may have been freed.</summary>
    public bool MaybeFreed { get; init; }

    /// <summary>It may have been submitted.</summary>
    public bool MaybeSubmitted { get; init; }

    /// <summary>What holds whichever of two ways was taken.</summary>
    public static BlockFacts Join(in BlockFacts a, in BlockFacts b) => new()
    {
        Usable = a.Usable && b.Usable,
        Idle = a.Idle && b.Idle,
        Complete = a.Complete && b.Complete,
        Asked = a.Asked && b.Asked,
        Known = a.Known && b.Known,
        Sure = a.Sure && b.Sure,
        MaybeReturned = a.MaybeReturned || b.MaybeReturned,
        MaybeFreed = a.MaybeFreed || b.MaybeFreed,
        MaybeSubmitted = a.MaybeSubmitted || b.MaybeSubmitted,
    };

    /// <summary>After a submission.</summary>
    public BlockFacts Submitted(Acceptance acceptance, bool sure) => this with
    {
        Usable = acceptance == Acceptance.Certain,
        Idle = acceptance == Acceptance.Rejected && Idle,
        Complete = false,
        Asked = false,
        Known = true,
        Sure = sure && acceptance == Acceptance.Certain,
        MaybeReturned = false,
        MaybeSubmitted = true,
    };

    /// <summary>After it was seen that the request is complete.</summary>
    public BlockFacts Finished() => this with { Complete = true, Idle = true };
}
