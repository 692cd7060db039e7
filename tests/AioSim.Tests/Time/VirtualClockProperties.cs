using AioSim.Time;
using FsCheck.Xunit;

namespace AioSim.Tests.Time;

/// <summary>The clock against a plain list that is searched for the least each time.</summary>
public class VirtualClockProperties
{
    [Property(MaxTest = 300, Replay = "20251,20251")]
    public void Whatever_is_done_the_clock_does_what_a_sorted_list_would((byte Verb, byte Which, byte When)[] steps)
    {
        var run = new SideBySide();
        foreach (var step in steps) run.Do(step.Verb, step.Which, step.When);
        run.Finish();
    }

    private sealed record Entry(long Sequence, long Due, long Period, string Name, bool IsTimer);

    private sealed class SideBySide
    {
        private readonly VirtualClock _clock = new();
        private readonly List<string> _seen = [];
        private readonly List<(long Id, long Sequence)> _scheduled = [];
        private readonly List<(ITimer Timer, Entry Entry)> _timers = [];

        private readonly List<Entry> _list = [];
        private readonly List<string> _expected = [];
        private long _now;
        private long _created;

        public void Do(byte verb, byte which, byte when)
        {
            switch (verb % 8)
            {
                case 0: Schedule(when); break;
                case 1: Cancel(which); break;
                case 2: CreateTimer(when, which); break;
                case 3: Change(which, when); break;
                case 4: DisposeTimer(which); break;
                case 5: Take(); break;
                default: Advance(when * 100L); break;
            }

            Assert.Equal(_expected.Count, _seen.Count);
            Assert.Equal(_now, _clock.Now);
            Assert.Equal(_list.Count, _clock.Outstanding);
            Assert.Equal(First()?.Due, _clock.NextDue);
        }

        public void Finish()
        {
            for (var i = 0; i < _timers.Count; i++) DisposeTimer(i);
            while (_list.Count > 0)
            {
                Take();
                Advance(long.MaxValue / 2);
            }

            Assert.Equal(_expected, _seen);
            Assert.Equal(0, _clock.Outstanding);
        }

        private void Schedule(byte when)
        {
            var due = _now + (when % 16 * 50L);
            _scheduled.Add((_clock.Schedule(due, _created), _created));
            _list.Add(new(_created, due, 0, "e" + _created, false));
            _created++;
        }

        private void Cancel(byte which)
        {
            if (_scheduled.Count == 0) return;
            var (id, sequence) = _scheduled[which % _scheduled.Count];
            Assert.Equal(_list.RemoveAll(entry => entry.Sequence == sequence) > 0, _clock.Cancel(id));
        }

        private void CreateTimer(byte when, byte period)
        {
            var name = "t" + _created;
            var (due, every) = (when % 8 * 100L, period % 4 * 100L);
            var timer = _clock.CreateTimer(_ => _seen.Add($"{name}@{_clock.Now}"), null, Span(due), Span(every));
            var entry = new Entry(_created++, _now + due, every, name, true);
            _timers.Add((timer, entry));
            _list.Add(entry);
        }

        private void Change(byte which, byte when)
        {
            if (_timers.Count == 0) return;
            var (timer, entry) = _timers[which % _timers.Count];
            _list.RemoveAll(other => other.Sequence == entry.Sequence);
            if (!timer.Change(Span(when % 8 * 100L), Span(entry.Period))) return;
            _list.Add(entry with { Due = _now + (when % 8 * 100L) });
        }

        private void DisposeTimer(int which)
        {
            if (_timers.Count == 0) return;
            var (timer, entry) = _timers[which % _timers.Count];
            timer.Dispose();
            _list.RemoveAll(other => other.Sequence == entry.Sequence);
        }

        private void Take()
        {
            while (First() is { } first && first.Due <= _now)
            {
                RunFirst(first);
                if (!first.IsTimer) break;
            }

            if (_clock.TryPopDue(out var payload)) _seen.Add($"e{payload}@{_clock.Now}");
        }

        /// <summary>Both clocks go as far as they may: to the first entry that somebody has to take.</summary>
        private void Advance(long by)
        {
            var until = _list.Where(entry => !entry.IsTimer).Select(entry => entry.Due).Append(_now + by).Min();
            until = Math.Max(until, _now);
            while (First() is { IsTimer: true } first && first.Due <= until) RunFirst(first);
            _now = until;
            _clock.AdvanceTo(until);
        }

        private void RunFirst(Entry first)
        {
            _now = first.Due;
            _list.Remove(first);
            _expected.Add($"{first.Name}@{_now}");
            if (first.Period > 0) _list.Add(first with { Due = _now + first.Period });
        }

        private Entry? First() => _list.MinBy(entry => (entry.Due, entry.Sequence));

        private static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / 100);
    }
}
