using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>The calls on signals, time and limits.</summary>
internal static class SignalVerbs
{
    private static readonly string[] s_dispositions = ["SIG_DFL", "SIG_IGN", "catch"];

    private static readonly string[] s_sigaction = ["handler=", "SA_RESTART", "no_siginfo"];

    public static readonly Verb[] All =
    [
        new Verb<Sigaction>("sigaction", PrintSigaction, ReadSigaction),
        new Verb<Sigmask>("pthread_sigmask", (b, c) => b.Constant(Words.MaskChanges, c.Change).Comma().Signals(c.Set.AsSpan()), ReadMask),
        new Verb<Kill>("kill", (b, c) => b.Signal(c.Signo), (ref c) => new Kill(c.Signal())),
        new Verb<Sigqueue>("sigqueue", (b, c) => b.Signal(c.Signo).Comma().SigVal(c.Value), ReadSigqueue),
        new Verb<Sigwait>("sigtimedwait", PrintSigwait, (ref c) => new Sigwait(c.Signals(), AioVerbs.Timeout(ref c))),
        new Verb<Sleep>("sleep", (b, c) => b.Duration(c.Nanoseconds), (ref c) => new Sleep(c.Duration())),
        new Verb<Setrlimit>("setrlimit", (b, c) => b.Constant(Words.Rlimits, c.Resource).Comma().Number(c.Limit), ReadSetrlimit),
        new Verb<ClockStep>("clock_step", (b, c) => b.Duration(c.Nanoseconds), (ref c) => new ClockStep(c.Duration())),
    ];

    private static Setrlimit ReadSetrlimit(ref Cursor c)
    {
        var resource = c.Constant(Words.Rlimits, "resource");
        c.Comma();
        return new Setrlimit(resource, c.Long("a limit", 0, long.MaxValue));
    }

    // A handler has a place of its own; the other members are those of struct sigaction.
    private static void PrintSigaction(LineBuilder b, Sigaction c)
    {
        b.Signal(c.Signo);
        var isNamed = c.Disposition == Disposition.Catch && c.Handler is not null;
        if (!isNamed) b.Comma().Text(s_dispositions[(int)c.Disposition]);
        if (c.Handler is not null) b.Key("handler").Name(c.Handler);
        if (c.Restart) b.Comma().Text("SA_RESTART");
        if (!c.Siginfo) b.Comma().Text("no_siginfo");
    }

    private static Sigaction ReadSigaction(ref Cursor c)
    {
        var action = new Sigaction(c.Signal(), Disposition.Catch);
        c.Comma();
        uint seen = 0;
        var hasMember = c.IsKeyNext();
        if (!hasMember)
        {
            action = action with { Disposition = (Disposition)c.Choice("disposition", s_dispositions) };
            hasMember = c.TakeComma();
        }

        if (!hasMember) return action;
        do action = Member(ref c, action, ref seen); while (c.TakeComma());
        return action;
    }

    private static Sigaction Member(ref Cursor c, Sigaction action, ref uint seen) => c.Key(ref seen, s_sigaction) switch
    {
        0 => action with { Handler = c.Name("the name of a function") },
        1 => action with { Restart = true },
        _ => action with { Siginfo = false },
    };

    private static Sigmask ReadMask(ref Cursor c)
    {
        var change = c.Constant(Words.MaskChanges, "change of the mask");
        c.Comma();
        return new Sigmask(change, c.Signals());
    }

    private static Sigqueue ReadSigqueue(ref Cursor c)
    {
        var signo = c.Signal();
        c.Comma();
        return new Sigqueue(signo, c.SigVal());
    }

    private static void PrintSigwait(LineBuilder b, Sigwait c)
    {
        b.Signals(c.Set.AsSpan());
        if (c.Timeout is { } timeout) b.Key("timeout").Timespec(timeout);
    }
}
