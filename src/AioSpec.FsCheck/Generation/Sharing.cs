using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Tells other bodies of a block: by a gate, which they can wait for, and by a flag, which they can look at.</summary>
internal static class Sharing
{
    private const string SharedReturner = "another body";

    /// <summary>From here on other bodies may ask about the block, wait for it, cancel it.</summary>
    public static void Publish(Scribe scribe, string cb, Fd fd)
    {
        var (plan, draw) = (scribe.Plan, scribe.Draw);
        if (plan.Shared.Exists(s => s.Cb == cb)) return;
        scribe.Add(new SetFlag("has_" + cb, true));
        string? gate = null;
        if (scribe.Depth == 0 && scribe.State.Assured && draw.Chance(70))
        {
            gate = "gate_" + cb;
            scribe.Add(new OpenGate(gate));
        }

        var returns = draw.Chance(50);
        if (returns) plan.Facts.Use(cb).Returners.Add(SharedReturner);
        plan.Shared.Add(new SharedBlock(cb, scribe.Body, fd, gate, "has_" + cb, returns));
    }

    /// <summary>Waits for or looks whether another body has submitted a block, and does something with it.</summary>
    public static void Write(Scribe scribe)
    {
        var others = scribe.Plan.Shared.Where(s => s.Owner != scribe.Body).ToList();
        if (others.Count == 0) return;
        var shared = scribe.Draw.PickFrom(others);
        if (shared.Gate is { } gate && scribe.Depth == 0 && scribe.Kind == Validity.BodyKind.Thread && scribe.Draw.Chance(60))
        {
            scribe.Add(new AwaitGate(gate));
            Use(scribe, shared);
            return;
        }

        scribe.Branch(new Condition(ConditionKind.Flag, [shared.Flag]), then => Use(then, shared));
    }

    /// <summary>Whether this body may retrieve the result: the submitter always, others where it was so agreed.</summary>
    public static bool MayReturn(Scribe scribe, string cb)
    {
        if (!scribe.State[cb].Complete) return false;
        var shared = scribe.Plan.Shared.Find(s => s.Cb == cb);
        return shared is null || shared.Owner == scribe.Body || shared.MayReturn;
    }

    private static void Use(Scribe scribe, SharedBlock shared)
    {
        var cb = shared.Cb;
        if (!scribe.State[cb].Usable) return;
        var safe = scribe.Kind == Validity.BodyKind.Handler;
        switch (scribe.Draw.Below(10))
        {
            case < 3 when !safe: Cancel(scribe, shared); break;
            case < 5: scribe.Add(new AioSuspend([cb], Suspends.TimeoutFor(scribe, [cb]))); break;
            case < 7 when !safe: Waits.For(scribe, cb); break;
            default: Glance(scribe, cb); break;
        }
    }

    private static void Cancel(Scribe scribe, SharedBlock shared)
    {
        var known = shared.Fildes.Name is not { } name || scribe.State.Opened.Contains(name);
        scribe.Add(new AioCancel(known ? shared.Fildes : Descriptors.Any(scribe), shared.Cb));
    }

    /// <summary>Asks once, and retrieves the result if it is there.</summary>
    public static void Glance(Scribe scribe, string cb)
    {
        scribe.Add(new AioError(cb));
        scribe.Branch(new Condition(ConditionKind.Finished, [cb]), then =>
        {
            if (MayReturn(then, cb)) then.Add(new AioReturn(cb));
        });
    }
}
