using System.Numerics;

namespace AioSim.Exploration;

/// <summary>
/// Who can take which steps in a state that changes place by place: after a change only those are asked again whose steps look at
/// what has changed.
/// </summary>
internal sealed class EnabledMoves(StateSpace space)
{
    private readonly List<int> _asked = [];
    private Cast _cast = new([]);
    private Moves[] _moves = [];
    private ulong[] _masks = [];
    private ulong[] _enabled = [];
    private long[] _askedIn = [];
    private long _round = 1;

    /// <summary>How many actors can take a step.</summary>
    public int Count { get; private set; }

    /// <summary>The steps of an actor.</summary>
    public Moves this[int actor] => _moves[actor];

    /// <summary>One of the actors that can take a step, by its number; they come in the order of their ranks.</summary>
    public int At(int index)
    {
        var word = 0;
        for (int count; index >= (count = BitOperations.PopCount(_enabled[word])); word++) index -= count;
        var bits = _enabled[word];
        for (; index > 0; index--) bits &= bits - 1;
        return _cast.Ranked[(word * 64) + BitOperations.TrailingZeroCount(bits)].Number;
    }

    /// <summary>The next actor that can take a step, by its number, from a rank on; -1: none.</summary>
    public int Next(ref int rank)
    {
        for (var word = rank / 64; word < _enabled.Length; word++)
        {
            var bits = word == rank / 64 ? _enabled[word] >> (rank % 64) << (rank % 64) : _enabled[word];
            if (bits == 0) continue;
            var next = (word * 64) + BitOperations.TrailingZeroCount(bits);
            rank = next + 1;
            return _cast.Ranked[next].Number;
        }

        return -1;
    }

    /// <summary>A cell has another value than before.</summary>
    public void Changed(int place)
    {
        var bit = 1UL << place;
        var masks = _masks;
        foreach (var actor in space.WhoLooksAt(place))
        {
            // Who was not there when the others were asked is asked with all of them.
            if ((uint)actor >= (uint)masks.Length || (masks[actor] & bit) == 0 || _askedIn[actor] == _round) continue;
            _askedIn[actor] = _round;
            _asked.Add(actor);
        }
    }

    /// <summary>Asks whoever has to be asked after the changes.</summary>
    public void Settle(ref int[] state)
    {
        if (!ReferenceEquals(_cast, space.Cast))
        {
            AskAll(ref state);
            return;
        }

        for (var i = 0; i < _asked.Count; i++) Ask(state, _asked[i]);
        Begin();
        // Whoever was learned just now may be new.
        if (!ReferenceEquals(_cast, space.Cast)) AskAll(ref state);
    }

    /// <summary>Asks everybody.</summary>
    public void AskAll(ref int[] state)
    {
        do
        {
            _cast = space.Cast;
            space.Grow(ref state);
            _moves = new Moves[_cast.ByNumber.Length];
            _masks = new ulong[_moves.Length];
            _enabled = new ulong[(_moves.Length / 64) + 1];
            _askedIn = new long[_moves.Length];
            Count = 0;
            for (var actor = 0; actor < _moves.Length; actor++) Ask(state, actor);
        }
        while (!ReferenceEquals(_cast, space.Cast));
        space.Grow(ref state);
        Begin();
    }

    /// <summary>Takes over what another has found out, if that is still all.</summary>
    public bool CopyFrom(EnabledMoves other)
    {
        if (other._moves.Length == 0 || !ReferenceEquals(other._cast, space.Cast)) return false;
        if (!ReferenceEquals(_cast, other._cast))
        {
            _cast = other._cast;
            (_moves, _enabled, _askedIn) = (new Moves[other._moves.Length], new ulong[other._enabled.Length], new long[other._moves.Length]);
            _masks = new ulong[other._masks.Length];
        }

        other._masks.CopyTo(_masks, 0);
        other._moves.CopyTo(_moves, 0);
        other._enabled.CopyTo(_enabled, 0);
        Count = other.Count;
        Begin();
        return true;
    }

    private void Begin()
    {
        _asked.Clear();
        _round++;
    }

    private void Ask(int[] state, int number)
    {
        var actor = _cast.ByNumber[number];
        var moves = _moves[number] = space.MovesOf(state, actor);
        // Who is not there waits for nothing but to be there.
        _masks[number] = ReferenceEquals(moves, Moves.None) ? 1UL << actor.Place : moves.Mask;
        var rank = _cast.RankOf[number];
        ref var word = ref _enabled[rank / 64];
        var bit = 1UL << (rank % 64);
        if (moves.Edges.Length > 0 == ((word & bit) != 0)) return;
        word ^= bit;
        Count += moves.Edges.Length > 0 ? 1 : -1;
    }
}
