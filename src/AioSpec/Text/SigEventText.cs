namespace AioSpec.Text;

/// <summary>
/// The text form of <see cref="SigEvent"/>: <c>none</c>, <c>signal(SIGRTMIN+1, 7)</c>, <c>thread(done, &amp;r1)</c>,
/// <c>thread_id(SIGUSR1, 7, T1)</c>, and <c>sigev(77)</c> for a kind without a name. Members that have no place of their
/// own there stand by name; members that hold nothing are left out.
/// </summary>
internal static class SigEventText
{
    private const int Signo = 0, Value = 1, Function = 2, Attributes = 3, Thread = 4;

    private static readonly string[] s_members = ["signo=", "value=", "function=", "attributes=", "thread="];

    private static readonly Form[] s_forms =
    [
        new("none", SigEventNotify.SIGEV_NONE, 0, [Signo, Value, Function, Attributes, Thread]),
        new("signal", SigEventNotify.SIGEV_SIGNAL, 2, [Signo, Value, Function, Attributes, Thread]),
        new("thread", SigEventNotify.SIGEV_THREAD, 2, [Function, Value, Signo, Attributes, Thread]),
        new("thread_id", SigEventNotify.SIGEV_THREAD_ID, 3, [Signo, Value, Thread, Function, Attributes]),
        new("sigev", (SigEventNotify)(-1), 0, [Signo, Value, Function, Attributes, Thread]),
    ];

    private static readonly string[] s_words = [.. s_forms.Select(f => f.Word)];

    /// <summary>A kind: its word, and its members in order, of which the first few stand without their names.</summary>
    private sealed record Form(string Word, SigEventNotify Notify, int InPlace, int[] Members);

    public static void Print(LineBuilder b, SigEvent e)
    {
        var form = Array.Find(s_forms, f => f.Notify == e.Notify) ?? s_forms[^1];
        b.Text(form.Word);
        if (e == SigEvent.None) return;
        b.Char('(');
        var isFirst = form != s_forms[^1];
        if (!isFirst) b.Number((int)e.Notify);
        var inPlace = form.InPlace;
        for (var i = 0; i < form.Members.Length; i++)
        {
            var member = form.Members[i];
            if (IsSet(e, member))
            {
                if (!isFirst) b.Comma();
                isFirst = false;
                Member(i < inPlace ? b : b.Text(s_members[member]), e, member);
            }
            else
            {
                inPlace = 0;
            }
        }

        b.Char(')');
    }

    public static SigEvent Read(ref Cursor c)
    {
        var form = s_forms[c.Choice("notification", s_words)];
        if (form.Notify == SigEventNotify.SIGEV_NONE && c.Peek() != '(') return SigEvent.None;
        c.Expect('(');
        var e = new SigEvent { Notify = form.Notify };
        uint seen = 0;
        var place = 0;
        if (form == s_forms[^1])
        {
            e = e with { Notify = (SigEventNotify)c.Int("a number") };
            if (c.Peek() != ')') c.Comma();
        }

        if (c.Take(')')) return e;
        do e = Argument(ref c, e, form, ref place, ref seen); while (c.TakeComma());
        c.Expect(')');
        return e;
    }

    private static SigEvent Argument(ref Cursor c, SigEvent e, Form form, ref int place, ref uint seen)
    {
        if (place >= form.InPlace || c.IsKeyNext()) return With(ref c, e, c.Key(ref seen, s_members));
        var member = form.Members[place++];
        seen |= 1u << member;
        return With(ref c, e, member);
    }

    private static SigEvent With(ref Cursor c, SigEvent e, int member) => member switch
    {
        Signo => e with { Signo = c.Signal() },
        Value => e with { Value = c.SigVal() },
        Function => e with { Function = c.Name("the name of a function") },
        Attributes => e with { Attributes = c.Name("the name of thread attributes") },
        _ => e with { ThreadId = c.Name("the name of a thread") },
    };

    private static bool IsSet(SigEvent e, int member) => member switch
    {
        Signo => e.Signo != default,
        Value => e.Value != default,
        Function => e.Function is not null,
        Attributes => e.Attributes is not null,
        _ => e.ThreadId is not null,
    };

    private static void Member(LineBuilder b, SigEvent e, int member)
    {
        switch (member)
        {
            case Signo: b.Signal(e.Signo); break;
            case Value: b.SigVal(e.Value); break;
            case Function: b.Name(e.Function!); break;
            case Attributes: b.Name(e.Attributes!); break;
            default: b.Name(e.ThreadId!); break;
        }
    }
}
