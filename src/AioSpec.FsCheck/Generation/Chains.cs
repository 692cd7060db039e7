using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes a request that its own notification function submits again (NOTIFY-16).</summary>
internal static class Chains
{
    public static void Write(Scribe scribe)
    {
        var plan = scribe.Plan;
        var cb = "chain" + scribe.Body[^1];
        if (plan.SubmittedOn.ContainsKey(cb) || scribe.Depth > 0) return;
        var function = "on_" + cb;
        var write = scribe.Draw.Chance(60);
        // Two requests and whoever asks about them: only where both are surely accepted.
        if (plan.Declared.MayExhaust || plan.Declared.AioMax is not null) return;
        if (Descriptors.Where(scribe, info => info is { IsSure: true, HoldsNothing: false, OffsetMaximum: null } && (write ? info.CanWrite : info.CanRead)) is not { Name: { } name } fd) return;
        if (plan.Facts.Closers.ContainsKey(name)) return;
        plan.Functions.Add(new PlannedFunction(function, cb, new ChainLink(write, Block(scribe, cb, fd, write, function))));
        plan.Facts.Use(cb).Returners.Add(function);
        var block = Block(scribe, cb, fd, write, function);
        scribe.Add(write ? new AioWrite(cb, block) : new AioRead(cb, block));
    }

    /// <summary>The function: it retrieves the result and, the first time, submits the block again.</summary>
    public static void WriteFunction(Scribe scribe, string cb, ChainLink link)
    {
        if (scribe.Draw.Chance(30)) scribe.Add(new Look(cb));
        scribe.Add(new AioReturn(cb));
        var again = "again_" + cb;
        scribe.Branch(new Condition(ConditionKind.NotFlag, [again]), then =>
        {
            then.Add(new SetFlag(again, true));
            then.Add(link.Write ? new AioWrite(cb, link.Block) : new AioRead(cb, link.Block));
        });
    }

    private static ControlBlock Block(Scribe scribe, string cb, Fd fd, bool write, string function) =>
        BlockDraws.Transfer(scribe, cb, fd, write, sane: true) with { SigEvent = SigEvent.Thread(function, scribe.Plan.NewValue(cb)) };
}
