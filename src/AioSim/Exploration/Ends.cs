using System.Collections.Immutable;

namespace AioSim.Exploration;

/// <summary>What final states show; each is looked at once.</summary>
internal sealed class Ends(StateSpace space)
{
    private readonly Dictionary<UInt128, End> _known = [];

    /// <summary>All that were looked at.</summary>
    public IEnumerable<End> All => _known.Values;

    /// <summary>What a final state shows; null: nothing is wrong with it, and nobody wants to know more.</summary>
    public End? Of(UInt128 fingerprint, int[] state, bool wanted)
    {
        if (_known.TryGetValue(fingerprint, out var end)) return end;
        if (!wanted && space.EndsWell(state)) return null;
        end = new End(space.OutcomeOf(state), [.. space.FailuresAt(state)]);
        _known.Add(fingerprint, end);
        return end;
    }
}

/// <summary>What a final state shows, and what does not hold there.</summary>
internal sealed record End(string Outcome, ImmutableArray<EndFailure> Failures)
{
    /// <summary>How often it was met and not counted yet.</summary>
    public long Uncounted { get; set; }

    /// <summary>It was met before.</summary>
    public bool IsKnown { get; set; }
}
