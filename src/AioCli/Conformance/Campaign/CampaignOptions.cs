namespace AioCli.Conformance.Campaign;

/// <summary>How much a campaign does.</summary>
internal sealed record CampaignOptions
{
    /// <summary>The seed of everything that is drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many programs the generator makes.</summary>
    public int Programs { get; init; } = 2_000;

    /// <summary>After so long no new program is begun; null: no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How many programs are performed at a time. Most of the time they wait.</summary>
    public int Workers { get; init; } = Math.Max(4, 4 * Environment.ProcessorCount);

    /// <summary>How often each program of the suite is performed at least, with its delays moved each time.</summary>
    public int Rounds { get; init; } = 12;
}
