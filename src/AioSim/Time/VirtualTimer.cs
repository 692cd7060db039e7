namespace AioSim.Time;

/// <summary>A timer of the <see cref="VirtualClock"/>. Its place among timers of one instant is that of its creation, for life.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state, long sequence) : ITimer
{
    // 0, and the id of an entry that was taken, cancel nothing.
    private long _entry;
    private long _period;
    private bool _disposed;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var due = ToNanoseconds(dueTime, nameof(dueTime));
        var every = ToNanoseconds(period, nameof(period));
        if (_disposed) return false;
        Disarm();
        // A period of zero is no period, as with the timers of the base library.
        _period = every == VirtualClock.Never ? 0 : every;
        if (due != VirtualClock.Never) Arm(due);
        return true;
    }

    /// <summary>Runs the callback once. The clock has already taken the entry out.</summary>
    public void Fire()
    {
        // Armed before the callback runs, which may change or dispose the timer.
        if (_period > 0) Arm(_period);
        callback(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        Disarm();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(long after) => _entry = clock.Arm(this, after, sequence);

    private void Disarm()
    {
        clock.Cancel(_entry);
        _entry = 0;
    }

    /// <summary>A time span in nanoseconds; infinite, and what is too long to be told in nanoseconds, is never.</summary>
    private static long ToNanoseconds(TimeSpan span, string name)
    {
        if (span == Timeout.InfiniteTimeSpan) return VirtualClock.Never;
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, name);
        return span.Ticks > VirtualClock.Never / TimeSpan.NanosecondsPerTick
            ? VirtualClock.Never
            : span.Ticks * TimeSpan.NanosecondsPerTick;
    }
}
