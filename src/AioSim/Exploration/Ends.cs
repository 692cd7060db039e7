using System.Collections.Immutable;

namespace AioSim.Exploration;

/// <summary>What final states show; each is looked at once.</summary>
internal sealed class Ends(StateSpace space)
{
    private readonly Dictionary<UInt128, End> _known = [];

    public End Of(UInt128 fingerprint, int[] state)
    {
        if (_known.TryGetValue(fingerprint, out var end)) return end;
        end = new End(space.OutcomeOf(state), [.. space.FailuresAt(state)]);
        _known.Add(fingerprint, end);
        return end;
    }
}

/// <summary>What a final state shows, and what does not hold there.</summary>
internal sealed record End(string Outcome, ImmutableArray<EndFailure> Failures);
