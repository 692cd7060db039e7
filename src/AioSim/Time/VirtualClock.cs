namespace AioSim.Time;

/// <summary>
/// The simulation's clock: integer nanoseconds from zero, which move only when they are told to. What is due at the same
/// instant comes in the order of creation, timers and scheduled entries alike.
/// </summary>
/// <remarks>
/// Two ways lead in. <see cref="CreateTimer"/> serves code that was written for <see cref="TimeProvider"/>; its callbacks run
/// inside <see cref="AdvanceTo"/> and <see cref="TryPopDue"/>, on the caller. <see cref="Schedule"/> serves the simulator: an
/// entry is a number, allocates nothing and is taken by <see cref="TryPopDue"/>. The clock never passes an entry that nobody
/// has taken, so nothing that was scheduled is late.
/// </remarks>
public sealed class VirtualClock : TimeProvider
{
    /// <summary>The instant that is not reached: nothing can be due then.</summary>
    public const long Never = long.MaxValue;

    private readonly DueQueue _queue = new();
    private long _created;
    private bool _firing;

    /// <summary>What <see cref="GetUtcNow"/> tells at time 0.</summary>
    public static DateTimeOffset Epoch { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time in nanoseconds since the start.</summary>
    public long Now { get; private set; }

    /// <summary>How many timers and scheduled entries are outstanding.</summary>
    public int Outstanding => _queue.Count;

    /// <summary>When the next timer or scheduled entry is due, in nanoseconds since the start; null if there is none.</summary>
    public long? NextDue => _queue.Count == 0 ? null : _queue.FirstDue;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000_000;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Epoch.AddTicks(Now / TimeSpan.NanosecondsPerTick);

    /// <summary>Schedules a payload and returns the entry's id, which is never 0 and is good for <see cref="Cancel"/>.</summary>
    /// <param name="due">When it can be taken, in nanoseconds since the start.</param>
    /// <param name="payload">What <see cref="TryPopDue"/> hands out then.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant is past, or <see cref="Never"/>.</exception>
    public long Schedule(long due, long payload)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(due, Now);
        ArgumentOutOfRangeException.ThrowIfEqual(due, Never);
        return _queue.Add(due, _created++, payload, null);
    }

    /// <summary>When a scheduled entry that nobody has taken is due.</summary>
    internal long DueOf(long id) => _queue.DueOf(id);

    /// <summary>Forgets what was scheduled, and makes it another time: for who goes back to what was.</summary>
    internal void Restart(long now)
    {
        _queue.Clear();
        Now = now;
    }

    /// <summary>Takes a scheduled entry back; false if it was taken or cancelled before.</summary>
    public bool Cancel(long id) => _queue.Remove(id);

    /// <summary>
    /// Takes the next scheduled entry that is due now; false if there is none. Timers that are due before it run first.
    /// </summary>
    public bool TryPopDue(out long payload)
    {
        payload = 0;
        while (_queue.Count > 0 && _queue.FirstDue <= Now)
        {
            var timer = _queue.FirstTimer;
            payload = _queue.TakeFirst();
            if (timer is null) return true;
            Fire(timer);
        }

        return false;
    }

    /// <summary>
    /// Moves the time. Timers that become due run in order, each at its own instant, up to the first scheduled entry that
    /// is due at <paramref name="now"/>: that one and what comes after it wait for <see cref="TryPopDue"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is past.</exception>
    /// <exception cref="InvalidOperationException">A scheduled entry would be passed, or a timer's callback called.</exception>
    public void AdvanceTo(long now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now, Now);
        if (_firing) throw new InvalidOperationException("A timer's callback cannot move the clock that runs it.");
        while (_queue.Count > 0 && _queue.FirstDue <= now)
        {
            Now = _queue.FirstDue;
            if (_queue.FirstTimer is not { } timer)
            {
                if (Now < now) throw new InvalidOperationException("A scheduled entry is due before that and was not taken.");
                return;
            }

            _queue.TakeFirst();
            Fire(timer);
        }

        Now = now;
    }

    /// <inheritdoc/>
    /// <remarks>The first time is <paramref name="dueTime"/> from now; a due time of zero runs when the clock next moves or is asked for what is due.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state, _created++);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Schedules a timer's next run; 0 if that would be never.</summary>
    internal long Arm(VirtualTimer timer, long after, long sequence) =>
        after >= Never - Now ? 0 : _queue.Add(Now + after, sequence, 0, timer);

    private void Fire(VirtualTimer timer)
    {
        _firing = true;
        try
        {
            timer.Fire();
        }
        finally
        {
            _firing = false;
        }
    }
}
