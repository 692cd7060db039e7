using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes a thread: the first one sets up, all others wait for that.</summary>
internal static class ThreadWriter
{
    public const string Ready = "ready";

    public static Scribe Write(Plan plan, int index, int calls)
    {
        var name = Plan.ThreadName(index);
        var state = BodyState.Empty with { Assured = !plan.Facts.CanceledThreads.Contains(name) };
        var scribe = new Scribe(plan, name, BodyKind.Thread, state);
        if (index == 0) SetUp(scribe);
        else scribe.Add(new AwaitGate(Ready));
        var last = scribe.Count + calls;
        // A move may find nothing to do, so it is tries that are counted, not only statements.
        for (var tries = 3 * calls; tries > 0 && scribe.Count < last; tries--) Move(scribe);
        Settle(scribe);
        Endings.Write(scribe);
        return scribe;
    }

    private static void SetUp(Scribe scribe)
    {
        var draw = scribe.Draw;
        foreach (var signal in scribe.Plan.Signals) scribe.Add(signal.Action);
        foreach (var opening in scribe.Plan.Openings) scribe.Add(opening);
        if (draw.Chance(5)) scribe.Add(new AioInitCall(new AioInit(draw.Pick(1, 20), 64, 1)));
        if (scribe.Plan.Threads > 1) scribe.Add(new OpenGate(Ready));
    }

    private static void Move(Scribe scribe)
    {
        var move = scribe.Draw.Weighted<Action<Scribe>>(
            (26, Submissions.Write), (12, Lists.Write), (11, Waits.Write), (5, Waits.Ask), (9, Suspends.Write), (9, Cancels.Write),
            (8, SynchronousCalls.Write), (5, SignalCalls.Write), (5, DescriptorCalls.Write), (10, Sharing.Write), (2, Chains.Write),
            (2, Endings.Cancel), (5, Endings.Ask));
        move(scribe);
    }

    // Mostly a program looks at the end what became of its requests.
    private static void Settle(Scribe scribe)
    {
        foreach (var cb in BlockPool.Usable(scribe).Where(cb => scribe.Plan.Facts.Use(cb).Submitters.Contains(scribe.Body)))
        {
            if (!scribe.State[cb].Complete && scribe.Draw.Chance(60)) Waits.For(scribe, cb);
        }
    }
}
