using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// The lines of what is expected of a whole run: <c>expect notification SIGUSR1 value=7 times=2</c>, <c>expect order r1 r2</c>,
/// <c>expect file /sim/a "…"</c>, <c>expect end 3s</c>, <c>expect status r1 0|ECANCELED</c>, <c>expect blocked T2</c>.
/// </summary>
internal static class ExpectationsText
{
    private const string Cb = "the name of a control block";

    private static readonly string[] s_lines = ["notification", "order", "file", "end", "status", "blocked"];

    private static readonly string[] s_members = ["function=", "value=", "times="];

    public static void Print(LineBuilder b, Expectations expect)
    {
        foreach (var notification in expect.Notifications) Print(b.Text("expect notification"), notification);
        if (!expect.NotificationOrder.IsEmpty)
        {
            b.Text("expect order");
            foreach (var cb in expect.NotificationOrder) b.Char(' ').Name(cb);
            b.NewLine();
        }

        foreach (var file in expect.Files)
        {
            DataText.Print(b.Text("expect file ").Name(file.Path).Char(' '), file.Content);
            b.NewLine();
        }

        foreach (var status in expect.Statuses)
        {
            ExpectedText.Errnos(b.Text("expect status ").Name(status.Cb).Char(' '), status.Statuses);
            b.NewLine();
        }

        foreach (var thread in expect.Blocked) b.Text("expect blocked ").Name(thread).NewLine();
        if (expect.EndNanoseconds is { } end) b.Text("expect end ").Duration(end).NewLine();
    }

    /// <summary>Reads what follows <c>expect</c>.</summary>
    public static Expectations Read(ref Cursor c, Expectations expect) => c.Choice("expectation", s_lines) switch
    {
        0 => expect with { Notifications = expect.Notifications.Add(Notification(ref c)) },
        1 => expect with { NotificationOrder = [.. expect.NotificationOrder, .. Names(ref c, Cb)] },
        2 => expect with { Files = expect.Files.Add(new ExpectedFile(c.Name("a path"), DataText.Read(ref c))) },
        3 => expect with { EndNanoseconds = c.Length() },
        4 => expect with { Statuses = expect.Statuses.Add(new ExpectedStatus(c.Name(Cb), ExpectedText.ReadErrnos(ref c))) },
        _ => expect with { Blocked = [.. expect.Blocked, .. Names(ref c, "the name of a thread")] },
    };

    private static void Print(LineBuilder b, ExpectedNotification notification)
    {
        if (notification.Signal is { } signo) b.Char(' ').Signal(signo);
        if (notification.Function is { } function) b.Text(" function=").Name(function);
        if (notification.Value is { } value) b.Text(" value=").SigVal(value);
        if (notification.Times != 1) b.Text(" times=").Number(notification.Times);
        b.NewLine();
    }

    private static ExpectedNotification Notification(ref Cursor c)
    {
        var expected = new ExpectedNotification(null, null, null);
        if (!c.AtEnd && !c.IsKeyNext()) expected = expected with { Signal = c.Signal() };
        uint seen = 0;
        while (!c.AtEnd)
        {
            expected = c.Key(ref seen, s_members) switch
            {
                0 => expected with { Function = c.Name("the name of a function") },
                1 => expected with { Value = c.SigVal() },
                _ => expected with { Times = c.Int("a number of times", 0) },
            };
        }

        return expected;
    }

    private static List<string> Names(ref Cursor c, string what)
    {
        var names = new List<string>();
        do names.Add(c.Name(what)); while (!c.AtEnd);
        return names;
    }
}
