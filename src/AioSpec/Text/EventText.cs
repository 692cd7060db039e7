using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>One event as one line: <c>TIME THREAD MARK …</c>.</summary>
internal static class EventText
{
    private static readonly string[] s_process = ["final", "end", "crash"];

    private static readonly string[] s_ends = ["quiet", "cut", "crashed"];

    private static readonly string[] s_value = ["value="];

    private static readonly string[] s_canceled = ["canceled"];

    /// <summary>Prints it. <paramref name="open"/> is the call that returns, if it is known.</summary>
    public static void Print(LineBuilder b, Event e, Call? open)
    {
        b.Number(e.Time).Char(' ');
        switch (e)
        {
            case FinalFile file: DataText.Print(b.Text("- final ").Name(file.Path).Char(' '), file.Content); return;
            case End end: PrintEnd(b, end); return;
            case SystemCrashed: b.Text("- crash"); return;
        }

        b.Name(e.Thread).Char(' ');
        switch (e)
        {
            case Invoke invoke: CallText.Print(b.Text("> "), invoke.Call); break;
            case Return result: ValueText.Result(b.Text("< "), result.Result, open); break;
            case SignalCaught caught:
                b.Text("! ").Signal(caught.Signo).Char(' ').Constant(Words.SignalCodes, caught.Code);
                b.Text(" value=").SigVal(caught.Value);
                break;
            case CallbackStarted started: b.Text("* ").Name(started.Function).Text(" value=").SigVal(started.Value); break;
            case HandlerReturned or CallbackReturned: b.Char('.'); break;
            case ThreadEnded ended: b.Text(ended.Canceled ? "x canceled" : "x"); break;
            default: throw new ArgumentException($"an event of an unknown type: {e.GetType()}", nameof(e));
        }
    }

    /// <summary>Reads one line.</summary>
    public static Event Read(ref Cursor c, ThreadStacks threads)
    {
        var time = c.Long("a time in nanoseconds", 0, long.MaxValue);
        var e = c.TakeDash() ? OfProcess(ref c, time) : OfThread(ref c, time, threads);
        c.End();
        return e;
    }

    private static void PrintEnd(LineBuilder b, End end)
    {
        b.Text("- end ").Text(s_ends[(int)end.Kind]);
        if (end.Signo != default) b.Char(' ').Signal(end.Signo);
    }

    private static Event OfProcess(ref Cursor c, long time)
    {
        switch (c.Choice("event of the process", s_process))
        {
            case 0:
                var path = c.Name("a path");
                return new FinalFile(time, path, DataText.Read(ref c));
            case 2: return new SystemCrashed(time);
        }

        var kind = (EndKind)c.Choice("end", s_ends);
        return new End(time, kind, c.AtEnd ? default : c.Signal());
    }

    private static Event OfThread(ref Cursor c, long time, ThreadStacks threads)
    {
        var thread = c.Name("the name of a thread, or -");
        var at = c.Here;
        if (c.Take('>')) return threads.Invoked(new Invoke(time, thread, CallText.Read(ref c)));
        if (c.Take('<')) return new Return(time, thread, ValueText.ReadResult(ref c));
        if (c.Take('!')) return threads.Caught(Caught(ref c, time, thread));
        if (c.Take('.')) return threads.Returned(time, thread) ?? throw NothingRuns(ref c, at, thread);
        if (c.Take('*')) return threads.Started(Started(ref c, time, thread));
        if (c.TakeWord("x")) return threads.Ended(Ended(ref c, time, thread));
        throw c.Unexpected("an event: one of > < ! . * x");
    }

    private static TextFormatError NothingRuns(ref Cursor c, int at, string thread) =>
        c.Error(at, $"no handler and no notification function runs on thread '{thread}'; expected one of > < ! * x");

    private static SignalCaught Caught(ref Cursor c, long time, string thread)
    {
        var signo = c.Signal();
        var code = c.Constant(Words.SignalCodes, "signal code");
        return new SignalCaught(time, thread, signo, code, Value(ref c));
    }

    private static CallbackStarted Started(ref Cursor c, long time, string thread)
    {
        var function = c.Name("the name of a function");
        return new CallbackStarted(time, thread, function, Value(ref c));
    }

    private static SigVal Value(ref Cursor c)
    {
        if (c.AtEnd) return default;
        uint seen = 0;
        c.Key(ref seen, s_value);
        return c.SigVal();
    }

    private static ThreadEnded Ended(ref Cursor c, long time, string thread)
    {
        var canceled = !c.AtEnd;
        if (canceled) c.Choice("way to end", s_canceled);
        return new ThreadEnded(time, thread, canceled);
    }
}
