using System.Numerics;

namespace AioSim.Exploration;

/// <summary>
/// The state that is looked at, with the steps from it. It goes from one packed state to the next by what differs between them: states
/// that were reached one after the other differ in a few cells.
/// </summary>
internal sealed class StateCursor
{
    private readonly StateSpace _space;
    private readonly EnabledMoves _enabled;
    private int[] _state;
    private ulong[] _packed = [];
    private Packing? _packing;
    private UInt128 _fingerprint;

    public StateCursor(StateSpace space)
    {
        (_space, _enabled) = (space, new EnabledMoves(space));
        (_state, _fingerprint) = ([.. space.Initial], space.InitialFingerprint);
        _enabled.AskAll(ref _state);
    }

    /// <summary>The state; it changes with the next that is looked at.</summary>
    public int[] State => _state;

    public UInt128 Fingerprint => _fingerprint;

    /// <summary>Who can take which steps.</summary>
    public EnabledMoves Enabled => _enabled;

    /// <summary>Looks at a state.</summary>
    public void MoveTo(Packing packing, ReadOnlySpan<ulong> packed)
    {
        _space.Grow(ref _state);
        if (ReferenceEquals(packing, _packing)) MoveBy(packing, packed);
        else MoveWholly(packing, packed);
        packed.CopyTo(_packed);
        _enabled.Settle(ref _state);
    }

    private void MoveBy(Packing packing, ReadOnlySpan<ulong> packed)
    {
        var fingerprint = _fingerprint;
        for (var word = 0; word < packed.Length; word++)
        {
            for (var differs = packed[word] ^ _packed[word]; differs != 0;)
            {
                var place = packing.PlaceOf(word, BitOperations.TrailingZeroCount(differs));
                differs &= ~packing.BitsOf(place);
                packing.CellAt(_packed, place, out var before);
                _state[place] = packing.CellAt(packed, place, out var after);
                fingerprint ^= before ^ after;
                _enabled.Changed(place);
            }
        }

        _fingerprint = fingerprint;
    }

    private void MoveWholly(Packing packing, ReadOnlySpan<ulong> packed)
    {
        (_packing, _packed, _fingerprint) = (packing, new ulong[packing.Words], 0);
        for (var place = 0; place < _state.Length; place++)
        {
            UInt128 hash = 0;
            var cell = place < packing.Places ? packing.CellAt(packed, place, out hash) : 0;
            _fingerprint ^= hash;
            if (_state[place] == cell) continue;
            _state[place] = cell;
            _enabled.Changed(place);
        }
    }
}
