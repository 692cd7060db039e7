using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes signal handlers and notification functions, when it is known which blocks the program shares.</summary>
internal static class FunctionWriter
{
    public static FunctionSpec Handler(Plan plan, string name)
    {
        var scribe = new Scribe(plan, name, BodyKind.Handler, BodyState.Empty with { NoAioYet = false });
        if (plan.Draw.Chance(60)) scribe.Add(new SetFlag("seen_" + name, true));
        for (var i = plan.Draw.Between(0, 2); i > 0; i--) Sharing.Write(scribe);
        return new FunctionSpec(name, scribe.Statements);
    }

    public static FunctionSpec Callback(Plan plan, PlannedFunction function)
    {
        var draw = plan.Draw;
        var scribe = new Scribe(plan, function.Name, BodyKind.Callback, Entry(plan, function));
        if (draw.Chance(30)) scribe.Add(new Sleep(plan.Delay()));
        if (function is { Cb: { } chained, Link: { } link }) Chains.WriteFunction(scribe, chained, link);
        else if (function.Cb is { } cb) Own(scribe, cb);
        if (draw.Chance(40)) Sharing.Write(scribe);
        return new FunctionSpec(function.Name, scribe.Statements);
    }

    // A function that is called for one request knows that this request is complete (NOTIFY-11).
    private static BodyState Entry(Plan plan, PlannedFunction function)
    {
        var state = BodyState.Empty with { NoAioYet = false };
        if (function.Cb is not { } cb) return state;
        if (function.Link is { } link) state = state with { Opened = state.Opened.Add(link.Block.Fildes.Name!) };
        else if (!plan.Facts.SubmittedOnce(cb)) return state;
        return state.With(cb, new BlockFacts { Usable = true, Complete = true, Idle = true, Asked = true, MaybeSubmitted = true, MaybeReturned = true });
    }

    private static void Own(Scribe scribe, string cb)
    {
        var draw = scribe.Draw;
        if (!scribe.State[cb].Usable) return;
        if (draw.Chance(60)) scribe.Add(new AioError(cb));
        if (draw.Chance(20)) scribe.Add(new AioCancel(Descriptors.Bad(draw), cb));
        if (draw.Chance(20)) scribe.Add(new Look(cb));
        if (draw.Chance(60)) scribe.Add(new AioReturn(cb));
    }
}
