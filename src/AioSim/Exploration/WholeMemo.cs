namespace AioSim.Exploration;

/// <summary>Steps by the whole state they are taken from, what was seen so far left aside. It forgets all when it gets too big.</summary>
internal sealed class WholeMemo
{
    private const int Most = 50_000;

    private readonly Dictionary<Key, Moves> _moves = new(Comparer.Instance);

    public Moves? Find(int actor, int[] core) => _moves.GetValueOrDefault(new Key(actor, core));

    public void Add(int actor, int[] core, Moves moves)
    {
        if (_moves.Count >= Most) _moves.Clear();
        _moves.Add(new Key(actor, core), moves);
    }

    private readonly record struct Key(int Actor, int[] Core);

    private sealed class Comparer : IEqualityComparer<Key>
    {
        public static Comparer Instance { get; } = new();

        public bool Equals(Key a, Key b) => a.Actor == b.Actor && a.Core.AsSpan().SequenceEqual(b.Core);

        public int GetHashCode(Key key)
        {
            var hash = (uint)key.Actor;
            foreach (var cell in key.Core) hash = (System.Numerics.BitOperations.RotateLeft(hash, 5) ^ (uint)cell) * 0x9E3779B1u;
            return (int)(hash ^ (hash >> 15));
        }
    }
}
