using System.Diagnostics;

namespace AioEngine.Backends;

/// <summary>
/// Reads that are tried at once (<c>RWF_NOWAIT</c>) by a thread of the kernel, which polls a ring of its own (<c>IORING_SETUP_SQPOLL</c>): so they
/// cost no system call, which takes as long as the read of a block or longer, and another processor copies them. One thread of the program uses it
/// at a time, and when its call returns nothing is outstanding on the ring.
/// </summary>
/// <remarks>
/// It gains something only where a processor is idle and the reads come one soon after the other. So nobody waits for the kernel's thread to
/// wake up: while it sleeps, reads are the caller's, and enough of them wake it. It sleeps again after some milliseconds without reads. Where two
/// threads of the program meet here, the processors are theirs, and it rests for a while. Where the kernel's thread keeps its caller waiting, for
/// other programs have the processors, it rests for so many reads that what was lost is little beside what they take. It is for batches: one read
/// at a time it made a tenth faster at best, on an idle machine, for a second processor.
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
    private const int Looks = 500, LooksEach = 100;

    /// <summary>For how many reads it rests for each microsecond that was lost: by their callers they take twenty.</summary>
    private const int ReadsForAMicrosecond = 10, MostReads = 1_000_000;

    /// <summary>For how many milliseconds it rests where two threads have met.</summary>
    private const int CrowdedFor = 200;

    private const int Free = 0, Used = 1, Ended = 2;

    /// <summary>
    /// Where there are two processors, each has a thread of the kernel, and that of the other one is used: the scheduler often leaves a woken thread
    /// on the processor of who woke it. With more of them it finds an idle one.
    /// </summary>
    private readonly Ring?[] _rings = new Ring?[Environment.ProcessorCount == 2 ? 2 : 1];
    private Ring? _current;
    private int _state;
    private int _sleptThrough;
    private int _rests;
    private long _crowdedUntil;

    /// <summary>Whether the system refuses such a ring.</summary>
    internal bool IsRefused { get; private set; }

    /// <summary>Has the kernel's thread begin with these reads. False: they are the caller's. True: <see cref="Finish"/> has to follow.</summary>
    internal bool TryBegin(Attempt* attempts, int count)
    {
        if (IsRefused || IsCrowded() || IsResting(count) || !AreShort(attempts, count)) return false;
        var before = Interlocked.CompareExchange(ref _state, Used, Free);
        if (before != Free)
        {
            if (before == Used) Volatile.Write(ref _crowdedUntil, Environment.TickCount64 + CrowdedFor);
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
        _current = ring;
        return true;
    }

    /// <summary>Waits for what has begun.</summary>
    internal void Finish(Attempt* attempts, int count)
    {
        var ring = _current!;
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
                var since = Stopwatch.GetTimestamp();
                ring.Wait(left, -1);
                _rests += (int)Math.Min(MostReads, ReadsForAMicrosecond * Stopwatch.GetElapsedTime(since).TotalMicroseconds);
            }
        }

        GiveBack();
    }

    /// <summary>Ends it; where somebody uses it, that one does when it gives it back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, Ended) == Free) LetGo();
    }

    private void GiveBack()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Used) == Ended) LetGo();
    }

    private void LetGo()
    {
        foreach (var ring in _rings) ring?.Dispose();
    }

    /// <summary>The ring whose thread is awake and on another processor; null where there is none yet.</summary>
    private Ring? Awake(int count)
    {
        var other = _rings.Length == 2 ? 1 - (Thread.GetCurrentProcessorId() & 1) : 0;
        ref var ring = ref _rings[other];
        if (ring is { IsAsleep: false }) return ring;
        _sleptThrough += count;
        if (_sleptThrough < ReadsToWake) return null;
        _sleptThrough = 0;
        if (ring is not null) ring.WakeIfAsleep();
        else if ((ring = Create(_rings.Length == 2 ? other : -1)) is null) IsRefused = true;
        return null;
    }

    /// <summary>Room for two turns: the kernel tells that the reads of one are over before it gives their entries back.</summary>
    private static Ring? Create(int processor) => Ring.TryCreate(2 * MostEntries, 2 * MostEntries, out _, IdleMilliseconds, processor)
        ?? Ring.TryCreate(2 * MostEntries, 2 * MostEntries, out _, IdleMilliseconds);

    /// <summary>Threads that race here at worst rest for some reads more or less.</summary>
    private bool IsResting(int count)
    {
        if (_rests <= 0) return false;
        _rests -= count;
        return true;
    }

    private bool IsCrowded()
    {
        var until = Volatile.Read(ref _crowdedUntil);
        if (until == 0) return false;
        if (Environment.TickCount64 < until) return true;
        Volatile.Write(ref _crowdedUntil, 0);
        return false;
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
