using AioSim.Time;

namespace AioSim.Tests.Time;

public class VirtualClockTests
{
    private readonly VirtualClock _clock = new();
    private readonly List<string> _log = [];

    [Fact]
    public void Time_starts_at_zero_and_counts_nanoseconds()
    {
        Assert.Equal(0, _clock.GetTimestamp());
        Assert.Equal(VirtualClock.Epoch, _clock.GetUtcNow());

        _clock.AdvanceTo(1_500_000_123);

        Assert.Equal(1_500_000_123, _clock.Now);
        Assert.Equal(1_500_000_123, _clock.GetTimestamp());
        Assert.Equal(VirtualClock.Epoch.AddTicks(15_000_001), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromTicks(15_000_001), _clock.GetElapsedTime(0));
        Assert.Equal(TimeZoneInfo.Utc, _clock.LocalTimeZone);
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        _clock.AdvanceTo(10);

        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.AdvanceTo(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Schedule(9, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Schedule(VirtualClock.Never, 0));
    }

    [Fact]
    public void Entries_come_in_the_order_of_time_and_at_one_instant_in_the_order_of_creation()
    {
        _clock.Schedule(20, 1);
        _clock.Schedule(10, 2);
        _clock.Schedule(20, 3);
        _clock.Schedule(10, 4);

        Assert.False(_clock.TryPopDue(out _));
        Assert.Equal(10, _clock.NextDue);
        _clock.AdvanceTo(10);
        Assert.Equal([2L, 4L], TakeAll());
        _clock.AdvanceTo(20);
        Assert.Equal([1L, 3L], TakeAll());
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public void The_clock_does_not_pass_an_entry_that_nobody_took()
    {
        _clock.Schedule(10, 1);

        Assert.Throws<InvalidOperationException>(() => _clock.AdvanceTo(11));
    }

    [Fact]
    public void A_cancelled_entry_does_not_come_and_is_cancelled_once()
    {
        var first = _clock.Schedule(10, 1);
        _clock.Schedule(10, 2);

        Assert.True(_clock.Cancel(first));
        Assert.False(_clock.Cancel(first));
        Assert.False(_clock.Cancel(0));
        _clock.AdvanceTo(10);
        Assert.Equal([2L], TakeAll());
    }

    /// <summary>The last entry takes the place of the cancelled one, whose neighbours are due later than it.</summary>
    [Fact]
    public void The_order_holds_when_an_entry_is_cancelled_among_later_ones()
    {
        var ids = new long[] { 1, 100, 2, 50, 60, 101, 102, 103, 104, 3 }.Select(due => _clock.Schedule(due, due)).ToArray();

        _clock.Cancel(ids[5]);

        var taken = new List<long>();
        while (_clock.NextDue is { } due)
        {
            _clock.AdvanceTo(Math.Max(due, _clock.Now));
            taken.AddRange(TakeAll());
        }

        Assert.Equal([1L, 2L, 3L, 50L, 60L, 100L, 102L, 103L, 104L], taken);
    }

    [Fact]
    public void The_id_of_an_entry_that_was_taken_does_not_cancel_its_successor()
    {
        var first = _clock.Schedule(0, 1);
        Assert.True(_clock.TryPopDue(out _));
        _clock.Schedule(10, 2);

        Assert.False(_clock.Cancel(first));
        Assert.Equal(1, _clock.Outstanding);
    }

    [Fact]
    public void A_timer_runs_once_at_its_due_time()
    {
        Timer("a", 3);

        _clock.AdvanceTo(299);
        Assert.Empty(_log);
        _clock.AdvanceTo(1000);
        Assert.Equal(["a@300"], _log);
    }

    [Fact]
    public void A_periodic_timer_runs_at_each_of_its_instants()
    {
        Timer("a", 3, 2);

        _clock.AdvanceTo(800);

        Assert.Equal(["a@300", "a@500", "a@700"], _log);
        Assert.Equal(900, _clock.NextDue);
    }

    [Fact]
    public void A_period_of_zero_is_no_period()
    {
        _clock.CreateTimer(_ => _log.Add("once"), null, TimeSpan.Zero, TimeSpan.Zero);

        _clock.AdvanceTo(1000);

        Assert.Equal(["once"], _log);
    }

    [Fact]
    public void Timers_of_one_instant_run_in_the_order_of_creation_also_after_Change_and_Dispose()
    {
        var timers = "abcdef".Select(name => Timer(name.ToString(), 9)).ToArray();

        timers[4].Change(TimeSpan.FromTicks(5), Timeout.InfiniteTimeSpan);
        timers[1].Dispose();
        timers[0].Change(TimeSpan.FromTicks(5), Timeout.InfiniteTimeSpan);
        timers[2].Change(TimeSpan.FromTicks(5), Timeout.InfiniteTimeSpan);
        _clock.AdvanceTo(1000);

        Assert.Equal(["a@500", "c@500", "e@500", "d@900", "f@900"], _log);
    }

    [Fact]
    public void Timers_and_entries_of_one_instant_share_one_order()
    {
        Timer("a", 1);
        _clock.Schedule(100, 1);
        Timer("b", 1);
        _clock.Schedule(100, 2);

        _clock.AdvanceTo(100);
        Assert.Equal(["a@100"], _log);
        Assert.True(_clock.TryPopDue(out var first));
        Assert.Equal(["a@100"], _log);
        Assert.True(_clock.TryPopDue(out var second));
        Assert.Equal(["a@100", "b@100"], _log);
        Assert.Equal((1, 2), (first, second));
    }

    [Fact]
    public void A_callback_may_change_and_dispose_timers_and_schedule()
    {
        ITimer? again = null;
        var left = 2;
        again = _clock.CreateTimer(
            _ =>
            {
                _log.Add("again@" + _clock.Now);
                _clock.Schedule(_clock.Now + 1000, 5);
                if (--left > 0) again!.Change(TimeSpan.FromTicks(1), Timeout.InfiniteTimeSpan);
                else again!.Dispose();
            },
            null,
            TimeSpan.FromTicks(1),
            TimeSpan.FromTicks(7));

        _clock.AdvanceTo(1000);

        Assert.Equal(["again@100", "again@200"], _log);
        Assert.Equal(1100, _clock.NextDue);
        Assert.Equal(2, _clock.Outstanding);
    }

    [Fact]
    public void A_callback_cannot_move_the_clock()
    {
        _clock.CreateTimer(_ => _clock.AdvanceTo(5000), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        Assert.Throws<InvalidOperationException>(() => _clock.AdvanceTo(1000));
        _clock.AdvanceTo(1000);
        Assert.Equal(1000, _clock.Now);
    }

    [Fact]
    public void A_disposed_timer_neither_runs_nor_changes()
    {
        var timer = Timer("a", 1);
        timer.Dispose();

        Assert.False(timer.Change(TimeSpan.FromTicks(1), Timeout.InfiniteTimeSpan));
        _clock.AdvanceTo(1000);
        Assert.Empty(_log);
        Assert.Equal(0, _clock.Outstanding);
    }

    [Fact]
    public void An_infinite_or_unreachable_due_time_is_never()
    {
        _clock.AdvanceTo(1);
        var timer = _clock.CreateTimer(_ => _log.Add("never"), null, Timeout.InfiniteTimeSpan, TimeSpan.FromTicks(1));
        timer.Change(TimeSpan.MaxValue, TimeSpan.Zero);
        timer.Change(TimeSpan.FromTicks(VirtualClock.Never / 100), TimeSpan.MaxValue);

        Assert.Equal(1, _clock.Outstanding);
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public void A_negative_due_time_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Timer("a", -2));

    [Fact]
    public void A_timeout_of_the_base_library_ends_by_this_clock()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(3), _clock);

        _clock.AdvanceTo(2_999_999_999);
        Assert.False(timeout.IsCancellationRequested);
        _clock.AdvanceTo(3_000_000_000);
        Assert.True(timeout.IsCancellationRequested);
    }

    [Fact]
    public void A_million_entries_allocate_nothing_once_the_most_outstanding_were_seen()
    {
        Churn(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Churn(1_000_000);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>64 entries outstanding; of three one is cancelled, two are taken.</summary>
    private void Churn(int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            var id = _clock.Schedule(_clock.Now + 1000 + (i * 7919L % 1000), i);
            if (i % 3 == 0) _clock.Cancel(id);
            if (_clock.Outstanding < 64) continue;
            _clock.AdvanceTo(_clock.NextDue!.Value);
            while (_clock.TryPopDue(out _))
            {
            }
        }
    }

    private ITimer Timer(string name, long dueTicks, long periodTicks = 0) => _clock.CreateTimer(
        _ => _log.Add($"{name}@{_clock.Now}"), null, TimeSpan.FromTicks(dueTicks), TimeSpan.FromTicks(periodTicks));

    private List<long> TakeAll()
    {
        var taken = new List<long>();
        while (_clock.TryPopDue(out var payload)) taken.Add(payload);
        return taken;
    }
}
