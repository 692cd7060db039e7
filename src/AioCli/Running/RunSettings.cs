namespace AioCli.Running;

/// <summary>How scenarios are run.</summary>
/// <param name="Seed">The seed of all; null: that of the scenario, or <see cref="DefaultSeed"/>.</param>
/// <param name="Twice">Each is run twice, and the runs are compared.</param>
/// <param name="MaxSteps">After so many steps a run is cut.</param>
/// <param name="Time">After so long a run is cut; null: never.</param>
internal sealed record RunSettings(ulong? Seed, bool Twice, long MaxSteps, TimeSpan? Time = null)
{
    /// <summary>The target as the user named it; null for the simulator.</summary>
    public string? Target { get; init; }

    /// <summary>The library to preload; null for none.</summary>
    public string? Preload { get; init; }

    /// <summary>The seed where nobody says another.</summary>
    public const ulong DefaultSeed = 0;
}
