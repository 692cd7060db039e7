namespace AioCli.Replaying;

/// <summary>What is asked of a replay.</summary>
/// <param name="File">The replay file, as the user named it.</param>
internal sealed record ReplaySettings(string File)
{
    /// <summary>Steps are shown: all, or that of <see cref="At"/>.</summary>
    public bool Steps { get; init; }

    /// <summary>The only step that is shown; null: all.</summary>
    public long? At { get; init; }

    /// <summary>Another scenario than the recorded one; null: none.</summary>
    public string? Scenario { get; init; }

    /// <summary>Where the run cannot be followed any more, it goes on.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Where the history goes; null: nowhere.</summary>
    public string? Trace { get; init; }

    /// <summary>Only what is not as required is printed.</summary>
    public bool Quiet { get; init; }
}
