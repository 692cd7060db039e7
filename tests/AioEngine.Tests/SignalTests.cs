using AioSpec;

namespace AioEngine.Tests;

/// <summary>The signals of the engine by themselves: POSIX 2.4. No backend has a part in it.</summary>
public sealed class SignalTests
{
    private static readonly Signo s_one = Signo.RealTime(1);
    private static readonly Signo s_two = Signo.RealTime(2);
    private readonly AioSignals _signals = new();

    [Fact] // XSH sigaction: the signal is added to the mask while its handler runs
    public void While_its_handler_runs_a_signal_is_blocked_and_others_are_not()
    {
        var seen = new List<string>();
        _signals.SetAction(s_two, SignalAction.Catch(_ => seen.Add("two")));
        _signals.SetAction(s_one, SignalAction.Catch(info =>
        {
            seen.Add($"one {info.Value.Int}");
            if (info.Value.Int > 1) return;
            _signals.Raise(s_one, new SigVal(2));
            _signals.Raise(s_two);
            _signals.RunHandlers();
            seen.Add("one ends");
        }));
        _signals.Raise(s_one, new SigVal(1));

        _signals.Unblock();

        Assert.Equal(["one 1", "two", "one ends", "one 2"], seen);
    }

    [Fact] // XSH siglongjmp, restored mask
    public void A_handler_that_throws_leaves_the_mask_as_it_was()
    {
        var calls = 0;
        _signals.SetAction(s_one, SignalAction.Catch(_ =>
        {
            calls++;
            throw new InvalidOperationException();
        }));
        _signals.Raise(s_one);
        Assert.Throws<InvalidOperationException>(() => _signals.Unblock(s_one));
        _signals.Raise(s_one);

        Assert.Throws<InvalidOperationException>(() => _signals.RunHandlers());
        Assert.Equal(2, calls);
    }

    [Theory] // XSH sigtimedwait: EINTR, also where SA_RESTART is set
    [InlineData(false)]
    [InlineData(true)]
    public void A_handler_ends_a_wait_for_another_signal(bool restart)
    {
        Errno errno = default;
        _signals.SetAction(s_one, SignalAction.Catch(_ => { }, restart));
        var own = new Thread(() =>
        {
            _signals.Unblock(s_one);
            var other = new Thread(() => _signals.Raise(s_one));
            other.Start();
            errno = _signals.Wait([s_two], null, out _);
            other.Join();
        });
        own.Start();

        Assert.True(own.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(Errno.EINTR, errno);
    }

    [Fact] // XSH sigtimedwait
    public void A_wait_takes_what_is_pending_and_else_its_time_ends()
    {
        _signals.Raise(s_two, new SigVal(7), SignalCode.SI_QUEUE);

        Assert.Equal(Errno.None, _signals.Wait([s_one, s_two], new Timespec(0, 0), out var info));
        Assert.Equal(new SignalInfo(s_two, new SigVal(7), SignalCode.SI_QUEUE), info);
        Assert.Equal(Errno.EAGAIN, _signals.Wait([s_one, s_two], new Timespec(0, 0), out _));
        Assert.Equal(Errno.EINVAL, _signals.Wait([s_one], new Timespec(0, -1), out _));
    }

    [Fact] // NOTIFY-15
    public void The_default_action_ends_the_process_and_SIGKILL_cannot_be_blocked()
    {
        var ended = new List<Signo>();
        _signals.Terminate = info => ended.Add(info.Signo);
        _signals.Block();
        var (kill, usr1) = (new Signo(9), new Signo(10));

        _signals.Raise(usr1);
        _signals.Raise(kill);
        _signals.RunHandlers();

        Assert.Equal([kill], ended);
        _signals.Unblock();
        Assert.Equal([kill, usr1], ended);
    }

    [Fact]
    public void What_is_no_signal_is_refused_by_its_number()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _signals.Block(new Signo(65)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _signals.Raise(new Signo(0)));
    }
}
