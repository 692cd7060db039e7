using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes what a program does to learn that a request is complete, and what it does then.</summary>
internal static class Waits
{
    private const int Turns = 12;

    /// <summary>Waits for a block, by polling or by aio_suspend, and goes on with it if it is complete.</summary>
    public static void For(Scribe scribe, string cb)
    {
        if (scribe.Depth > 3) return;
        var done = new Condition(ConditionKind.Finished, [cb]);
        scribe.Add(new AioError(cb));
        if (scribe.Draw.Chance(85)) scribe.Loop(done, scribe.Draw.Pick(3, Turns, Turns), turn => Turn(turn, cb));
        scribe.Branch(done, then => Harvest(then, cb), scribe.Draw.Chance(15) ? otherwise => GiveUp(otherwise, cb) : null);
    }

    /// <summary>Waits for one of the blocks that may be asked about here.</summary>
    public static void Write(Scribe scribe)
    {
        var usable = BlockPool.Usable(scribe);
        if (usable.Count > 0) For(scribe, scribe.Draw.PickFrom(usable));
    }

    /// <summary>Asks once.</summary>
    public static void Ask(Scribe scribe)
    {
        var usable = BlockPool.Usable(scribe);
        if (usable.Count > 0) scribe.Add(new AioError(scribe.Draw.PickFrom(usable)) { Lfs64 = scribe.Draw.Chance(5) });
    }

    private static void Turn(Scribe scribe, string cb)
    {
        if (scribe.Draw.Chance(50)) scribe.Add(new Sleep(Math.Max(scribe.Plan.Beat, scribe.Plan.Delay())));
        else scribe.Add(new AioSuspend([cb], Timespec.FromNanoseconds(2 * scribe.Plan.Beat)));
        scribe.Add(new AioError(cb));
    }

    /// <summary>What may be done with a block that is complete.</summary>
    private static void Harvest(Scribe scribe, string cb)
    {
        var draw = scribe.Draw;
        if (draw.Chance(8)) scribe.Add(new AioSuspend([cb], Suspends.Timeout(scribe)));
        if (draw.Chance(12)) scribe.Add(new AioCancel(Descriptors.Any(scribe), draw.Chance(70) ? cb : null));
        if (draw.Chance(8)) scribe.Add(new AioError(cb));
        // A chained block is its function's, whatever this body has seen.
        if (scribe.Plan.IsChained(cb)) return;
        if (draw.Chance(15)) scribe.Add(new Look(cb));
        if (Sharing.MayReturn(scribe, cb) && draw.Chance(85)) scribe.Add(new AioReturn(cb) { Lfs64 = draw.Chance(5) });
        if (draw.Chance(10)) scribe.Add(new AioError(cb));
        if (scribe.State[cb].MaybeReturned && draw.Chance(8)) scribe.Add(new AioReturn(cb));
        GoOn(scribe, cb);
    }

    private static void GoOn(Scribe scribe, string cb)
    {
        var draw = scribe.Draw;
        var use = scribe.Plan.Facts.Use(cb);
        if (BlockPool.IsOnce(scribe, cb) || use.Submitters.Count == 0 || use.Submitters.Exists(body => body != scribe.Body)) return;
        if (draw.Chance(35) && scribe.Depth < 3) Again(scribe, cb);
        else if (draw.Chance(6) && use.Users.Count == 1 && !use.InUnwaitedList) scribe.Add(new Free(cb));
    }

    // The block's address is a handle again, of another request (RETURN-04), and the buffer was the program's meanwhile (CB-02).
    private static void Again(Scribe scribe, string cb)
    {
        if (scribe.State[cb].MaybeReturned && scribe.Draw.Chance(15)) scribe.Add(new Poison(cb, Data.Fill(0x5A, 8)));
        scribe.Add(Submissions.Any(scribe, cb, scribe.Draw.Chance(60)));
        if (scribe.State[cb].Usable && scribe.Draw.Chance(60)) For(scribe, cb);
    }

    private static void GiveUp(Scribe scribe, string cb) => scribe.Add(new AioCancel(Descriptors.Any(scribe), cb));
}
