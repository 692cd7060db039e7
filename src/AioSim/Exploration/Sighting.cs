namespace AioSim.Exploration;

/// <summary>
/// One entry that a thread, or handlers and functions, see in a step: what was seen so far becomes what was seen then. Each
/// way on is worked out once, under the lock of who learns, and found without it.
/// </summary>
/// <param name="learning">The lock.</param>
/// <param name="place">Where in a state stands what was seen.</param>
/// <param name="thread">The thread; -1: handlers and functions.</param>
/// <param name="entry">The entry.</param>
/// <param name="workOut">Works out a way on.</param>
internal sealed class Sighting(Lock learning, int place, int thread, int entry, Func<int, Sighting, Sight> workOut)
{
    private volatile Sight?[] _sights = new Sight?[2];
    private volatile Sight? _first;
    private int _count;

    public int Place => place;

    public int Thread => thread;

    public int Entry => entry;

    /// <summary>What was seen so far, with this entry more.</summary>
    public Sight After(int seen)
    {
        // As a rule there is but one.
        if (_first is { } first && first.Before == seen) return first;
        var sights = _sights;
        var mask = sights.Length - 1;
        for (var at = Slot(seen, mask); Volatile.Read(ref sights[at]) is { } sight; at = (at + 1) & mask)
        {
            if (sight.Before == seen) return sight;
        }

        return Learn(seen);
    }

    private Sight Learn(int seen)
    {
        lock (learning)
        {
            foreach (var known in _sights)
            {
                if (known?.Before == seen) return known;
            }

            if (++_count * 2 > _sights.Length) Grow();
            var sight = workOut(seen, this);
            Put(_sights, sight);
            _first ??= sight;
            return sight;
        }
    }

    private void Grow()
    {
        var more = new Sight?[_sights.Length * 2];
        foreach (var known in _sights)
        {
            if (known is not null) Put(more, known);
        }

        _sights = more;
    }

    private static void Put(Sight?[] sights, Sight sight)
    {
        var mask = sights.Length - 1;
        var at = Slot(sight.Before, mask);
        while (sights[at] is not null) at = (at + 1) & mask;
        Volatile.Write(ref sights[at], sight);
    }

    private static int Slot(int seen, int mask) => (int)((uint)seen * 0x9E3779B1u >> 7) & mask;
}

/// <summary>What was seen before an entry and after it, and by how much that changes the fingerprint of a state.</summary>
/// <param name="Before">The cell before.</param>
/// <param name="After">The cell after.</param>
/// <param name="Local">Its number among the values of its place.</param>
/// <param name="Change">The change.</param>
internal sealed record Sight(int Before, int After, int Local, UInt128 Change);
