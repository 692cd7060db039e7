namespace AioSpec.FsCheck.Generation;

/// <summary>Draws how completions are notified.</summary>
internal static class SigEvents
{
    private const int BrokenPipe = 13;

    /// <summary>The function that any request and any list may name.</summary>
    public const string AnyFunction = "on_any";

    /// <summary>The notification of a request.</summary>
    public static SigEvent OfBlock(Scribe scribe, string cb, bool sane) => scribe.Draw.Below(40) switch
    {
        < 17 => SigEvent.None,
        < 28 => Signal(scribe, cb),
        < 32 => Function(scribe, cb),
        < 37 => OwnFunction(scribe, cb),
        _ when sane => SigEvent.None,
        37 => ThreadId(scribe, cb),
        38 => SigEvent.Signal(scribe.Draw.Pick(new Signo(0), new Signo(65), new Signo(-1)), default),
        _ => new SigEvent { Notify = (SigEventNotify)77, Value = scribe.Plan.NewValue(cb) },
    };

    /// <summary>The notification of a list that is not waited for; null is a NULL pointer.</summary>
    public static SigEvent? OfList(Scribe scribe) => scribe.Draw.Below(30) switch
    {
        < 7 => null,
        < 9 => SigEvent.None,
        < 18 => Signal(scribe, null),
        < 27 => Function(scribe, null),
        27 => ThreadId(scribe, null),
        28 => SigEvent.Signal(new Signo(65), default),
        _ => new SigEvent { Notify = (SigEventNotify)77 },
    };

    private static SigEvent Signal(Scribe scribe, string? cb)
    {
        var signals = scribe.Plan.Signals.Where(s => s.Signo.Number != BrokenPipe).ToList();
        if (signals.Count == 0) return SigEvent.None;
        return SigEvent.Signal(scribe.Draw.PickFrom(signals).Signo, scribe.Plan.NewValue(cb));
    }

    private static SigEvent Function(Scribe scribe, string? cb)
    {
        if (!scribe.Plan.Functions.Exists(f => f.Name == AnyFunction)) scribe.Plan.Functions.Add(new PlannedFunction(AnyFunction, null));
        return SigEvent.Thread(AnyFunction, scribe.Plan.NewValue(cb));
    }

    /// <summary>A function of its own, for a block that is submitted once: it can rely on what it was called for.</summary>
    private static SigEvent OwnFunction(Scribe scribe, string cb)
    {
        if (!BlockPool.IsOnce(scribe, cb)) return Function(scribe, cb);
        var name = "on_" + cb;
        if (!scribe.Plan.Functions.Exists(f => f.Name == name)) scribe.Plan.Functions.Add(new PlannedFunction(name, cb));
        // It may retrieve the result before anybody else does.
        scribe.Plan.Facts.Use(cb).Returners.Add(name);
        return SigEvent.Thread(name, scribe.Plan.NewValue(cb));
    }

    private static SigEvent ThreadId(Scribe scribe, string? cb) => new()
    {
        Notify = SigEventNotify.SIGEV_THREAD_ID,
        Signo = new Signo(23),
        ThreadId = scribe.Kind == Validity.BodyKind.Thread ? scribe.Body : Plan.ThreadName(0),
        Value = scribe.Plan.NewValue(cb),
    };
}
