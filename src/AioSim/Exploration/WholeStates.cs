namespace AioSim.Exploration;

/// <summary>States that are stored whole, so that no two are taken for one.</summary>
internal sealed class WholeStates : VisitedStates
{
    private readonly List<int[]> _states = [];

    protected override bool IsSame(int number, int[] state)
    {
        var kept = _states[number];
        var common = Math.Min(kept.Length, state.Length);
        return kept.AsSpan(0, common).SequenceEqual(state.AsSpan(0, common))
            && !kept.AsSpan(common).ContainsAnyExcept(0) && !state.AsSpan(common).ContainsAnyExcept(0);
    }

    protected override void Keep(int number, int[] state) => _states.Add([.. state]);
}
