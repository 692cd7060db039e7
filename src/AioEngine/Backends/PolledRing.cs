namespace AioEngine.Backends;

/// <summary>
/// Reads that are tried at once (<c>RWF_NOWAIT</c>) by a thread of the kernel, which polls a ring of its own (<c>IORING_SETUP_SQPOLL</c>): so they
/// cost no system call, which takes as long as the read of a block or longer, and another processor copies them. One thread of the program uses it
/// at a time, and when its call returns nothing is outstanding on the ring.
/// </summary>
/// <remarks>
/// It gains something only where a processor is idle and the reads come one soon after the other. So nobody waits for the kernel's thread to
/// wake up: while it sleeps, reads are the caller's, and enough of them wake it. It sleeps again after some milliseconds without reads. Where two
/// threads of the program meet here, or the kernel's thread keeps the caller waiting, the processors are somebody else's: it rests for a while.
/// </remarks>
internal sealed unsafe class PolledRing : IDisposable
{
    /// <summary>The most reads of a turn.</summary>
    internal const int MostEntries = 64;

    /// <summary>The most bytes of a read: the caller does nothing else meanwhile.</summary>
    private const int MostBytes = 64 << 10;

    /// <summary>The least that the kernel takes, in milliseconds: after so long without reads its thread sleeps.</summary>
    private const uint IdleMilliseconds = 1;

    /// <summary>So many reads by their callers, while the kernel's thread sleeps, wake it.</summary>
    private const int ReadsToWake = 64;

    /// <summary>How often the caller looks before it lets others have its processor, and how often more for each read.</summary>
    private const int Looks = 1000, LooksEach = 100;

    /// <summary>For how many milliseconds it rests; twice as long each time, until so many turns have gone well.</summary>
    private const int ShortestRest = 2, LongestRest = 1024, TurnsThatGoWell = 1000;

    private const int Free = 0, Used = 1, Ended = 2;

    private Ring? _ring;
    private int _state;
    private int _sleptThrough;
    private int _wentWell;
    private int _rest = ShortestRest;
    private long _restsUntil;

    /// <summary>Whether the system refuses such a ring.</summary>
    internal bool IsRefused { get; private set; }

    /// <summary>Has the kernel's thread begin with these reads. False: they are the caller's. True: <see cref="Finish"/> has to follow.</summary>
    internal bool TryBegin(Attempt* attempts, int count)
    {
        if (IsRefused || Volatile.Read(ref _restsUntil) != 0 && !IsRested() || !AreShort(attempts, count)) return false;
        var before = Interlocked.CompareExchange(ref _state, Used, Free);
        if (before != Free)
        {
            if (before == Used) Rest();
            return false;
        }

        if (Awake(count) is not { } ring)
        {
            GiveBack();
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            attempts[i].Write(ring.NextEntry(), i, registered: false);
            ring.Advance();
        }

        ring.WakeIfAsleep();
        return true;
    }

    /// <summary>Waits for what has begun.</summary>
    internal void Finish(Attempt* attempts, int count)
    {
        var ring = _ring!;
        var looks = Looks + (LooksEach * count);
        for (var left = count; left > 0;)
        {
            if (ring.TryPeek(out var index, out var result))
            {
                ring.Consume();
                left--;
                attempts[index].Answer(result);
            }
            else if (looks-- > 0)
            {
                Thread.SpinWait(1);
            }
            else
            {
                ring.Wait(left, -1);
            }
        }

        if (looks <= 0) Rest();
        else if (_rest != ShortestRest && ++_wentWell >= TurnsThatGoWell) (_rest, _wentWell) = (ShortestRest, 0);
        GiveBack();
    }

    /// <summary>Ends it; where somebody uses it, that one does when it gives it back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, Ended) == Free) _ring?.Dispose();
    }

    private void GiveBack()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Used) == Ended) _ring?.Dispose();
    }

    private Ring? Awake(int count)
    {
        if (_ring is { IsAsleep: false } ring) return ring;
        _sleptThrough += count;
        if (_sleptThrough < ReadsToWake) return null;
        _sleptThrough = 0;
        if (_ring is not null) _ring.WakeIfAsleep();
        else if ((_ring = Ring.TryCreate(MostEntries, 2 * MostEntries, out _, IdleMilliseconds)) is null) IsRefused = true;
        return null;
    }

    private void Rest()
    {
        Volatile.Write(ref _restsUntil, Environment.TickCount64 + _rest);
        _rest = Math.Min(2 * _rest, LongestRest);
        _wentWell = 0;
    }

    private bool IsRested()
    {
        if (Environment.TickCount64 < Volatile.Read(ref _restsUntil)) return false;
        Volatile.Write(ref _restsUntil, 0);
        return true;
    }

    private static bool AreShort(Attempt* attempts, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (attempts[i].Length > MostBytes) return false;
        }

        return true;
    }
}
