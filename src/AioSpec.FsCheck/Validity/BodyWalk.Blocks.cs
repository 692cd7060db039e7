using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

internal sealed partial class BodyWalk
{
    private BodyState Submit(string cb, ControlBlock block, Acceptance acceptance, bool write, BodyState state)
    {
        CheckSubmission(cb, block, write, state);
        if (acceptance == Acceptance.Certain && MayRunOut(state)) acceptance = Acceptance.Doubtful;
        return Submitted(cb, block, acceptance, state);
    }

    private BodyState Submitted(string cb, ControlBlock block, Acceptance acceptance, BodyState state)
    {
        if (acceptance != Acceptance.Certain) facts.Uncertain.Add(cb);
        return state.With(cb, state[cb].Submitted(acceptance, Status(block.Fildes, state).Info is { IsSure: true }));
    }

    private void CheckSubmission(string cb, ControlBlock block, bool write, BodyState state)
    {
        Require(state[cb].Idle, $"{cb} may be in progress when it is submitted (SUB-21)");
        if (write) Require(block.Buf is { } buf && (ulong)buf.Length >= block.Nbytes, $"the buffer of {cb} is too small");
    }

    private BodyState SubmitList(LioListio list, BodyState state)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rejected = list.Mode is not (LioMode.LIO_WAIT or LioMode.LIO_NOWAIT) || list.List.Length > facts.Declared.ListioMax;
        var odd = list is { Mode: LioMode.LIO_NOWAIT, Sig: { } sig } && Acceptances.IsOdd(sig);
        var limited = MayRunOut(state, list.List.Length);
        foreach (var (cb, block) in Mentions.SubmissionsOf(list))
        {
            Require(seen.Add(cb), $"{cb} is in the list twice (SUB-21)");
            CheckSubmission(cb, block, block.LioOpcode == LioOpcode.LIO_WRITE, state);
            // An element that is not queued says so in its own status (LIO-12, LIO-17), so it can be asked.
            var doubtful = odd || Acceptances.IsOdd(block.SigEvent) || block.LioOpcode is not (LioOpcode.LIO_READ or LioOpcode.LIO_WRITE);
            state = Submitted(cb, block, rejected ? Acceptance.Rejected : doubtful ? Acceptance.Doubtful : Acceptance.Certain, state);
            state = state.With(cb, state[cb] with { Known = false });
            if (list.Mode == LioMode.LIO_WAIT && state[cb].Usable && !facts.MayInterrupt && !limited) state = state.With(cb, state[cb].Finished());
        }

        return state;
    }

    /// <summary>Whether some implementation may be out of resources with so many more requests (SUB-04).</summary>
    private bool MayRunOut(BodyState state, int more = 1)
    {
        if (facts.Declared.MayExhaust) return true;
        if (facts.Declared.AioMax is not { } limit) return false;
        var mine = state.Blocks.Values.Count(b => b.MaybeSubmitted && !b.Idle);
        return mine + more + facts.OutstandingElsewhere(body) > limit;
    }

    private BodyState Query(string cb, BodyState state)
    {
        Require(state[cb].Usable, $"{cb} is asked about, but may not have been accepted (ERROR-04)");
        if (!IsSubmitter(cb) || facts.Use(cb).Submitters.Distinct().Count() > 1)
        {
            Require(facts.SubmittedOnce(cb) || !facts.Uncertain.Contains(cb), $"{cb} is asked about here, but a later submission may be rejected (SUB-06)");
        }

        return state;
    }

    private BodyState Ask(string cb, BodyState state)
    {
        Query(cb, state);
        return state.With(cb, state[cb] with { Asked = true });
    }

    private BodyState Retrieve(string cb, BodyState state)
    {
        Require(state[cb].Complete, $"aio_return of {cb} before its completion was seen (RETURN-03)");
        return state.With(cb, state[cb] with { MaybeReturned = true });
    }

    private BodyState Hold(string cb, BodyState state)
    {
        var mine = state[cb].Complete || (IsSubmitter(cb) && state[cb].Idle);
        Require(mine, $"the buffer of {cb} is touched while the system owns it (CB-02)");
        return state;
    }

    private BodyState Release(string cb, BodyState state)
    {
        Require(IsSubmitter(cb) && state[cb].Idle, $"{cb} is freed while the system owns it (CB-04)");
        Require(facts.Use(cb).Users.Count == 1, $"{cb} is freed, but another body uses it");
        Require(!facts.Use(cb).InUnwaitedList, $"{cb} is freed, but its list may not have been notified yet (LIO-25)");
        return state.With(cb, state[cb] with { MaybeFreed = true });
    }

    private BodyState Suspend(AioSuspend suspend, BodyState state)
    {
        foreach (var cb in suspend.List.OfType<string>()) state = Query(cb, state);
        if (suspend.Timeout is not null) return state;
        Require(suspend.List.OfType<string>().Any(cb => IsAwaitable(cb, state)), "aio_suspend without a timeout, and nothing that surely completes");
        Require(kind != BodyKind.Handler, "aio_suspend without a timeout in a handler");
        return state;
    }

    // A block whose result was retrieved may be forgotten: SUSPEND-03.
    private bool IsAwaitable(string cb, BodyState state) =>
        state[cb] is { Usable: true, Sure: true, MaybeReturned: false } && facts.Use(cb).Returners.All(other => other == body);
}
