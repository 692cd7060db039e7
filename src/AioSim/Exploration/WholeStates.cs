namespace AioSim.Exploration;

/// <summary>States that are stored whole, so that no two are taken for one.</summary>
internal sealed class WholeStates
{
    private readonly HashSet<(UInt128 Fingerprint, int[] State)> _states = new(Same.Instance);

    /// <summary>Adds a state; false if it was there.</summary>
    public bool Add(UInt128 fingerprint, int[] state) => _states.Add((fingerprint, state));

    public bool Contains(UInt128 fingerprint, int[] state) => _states.Contains((fingerprint, state));

    private sealed class Same : IEqualityComparer<(UInt128 Fingerprint, int[] State)>
    {
        public static Same Instance { get; } = new();

        /// <summary>A vector that is shorter has none of the cells that came up later.</summary>
        public bool Equals((UInt128 Fingerprint, int[] State) a, (UInt128 Fingerprint, int[] State) b)
        {
            if (a.Fingerprint != b.Fingerprint) return false;
            var common = Math.Min(a.State.Length, b.State.Length);
            return a.State.AsSpan(0, common).SequenceEqual(b.State.AsSpan(0, common))
                && !a.State.AsSpan(common).ContainsAnyExcept(0) && !b.State.AsSpan(common).ContainsAnyExcept(0);
        }

        public int GetHashCode((UInt128 Fingerprint, int[] State) state) => (int)(ulong)state.Fingerprint;
    }
}
