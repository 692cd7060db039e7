using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

internal sealed partial class BodyWalk
{
    private BodyState StepCall(Perform perform, BodyState state)
    {
        var call = perform.Call;
        if (kind == BodyKind.Handler) Require(Signals.IsSafeInHandler(call), $"{call.GetType().Name} is not async-signal-safe (2.4.3)");
        foreach (var fd in Mentions.DescriptorsOf(call)) CheckDescriptor(fd, state);
        foreach (var cb in Mentions.BlocksOf(call)) Require(!state[cb].MaybeFreed, $"{cb} was freed (CB-04)");
        state = After(call, state);
        state = state with
        {
            Opened = state.Opened.Union(perform.Into),
            Assured = state.Assured && !MayBlock(call),
            NoAioYet = state.NoAioYet && call is not (AioRead or AioWrite or AioFsync or LioListio or AioCancel or AioSuspend or AioError or AioReturn),
        };
        return state;
    }

    private BodyState After(Call call, BodyState state) => call switch
    {
        AioRead read => Submit(read.Cb, read.Block, Acceptances.OfTransfer(facts, read.Block, false, Status(read.Block.Fildes, state)), false, state),
        AioWrite write => Submit(write.Cb, write.Block, Acceptances.OfTransfer(facts, write.Block, true, Status(write.Block.Fildes, state)), true, state),
        AioFsync fsync => Submit(fsync.Cb, fsync.Block, Acceptances.OfFsync(fsync, Status(fsync.Block.Fildes, state)), false, state),
        LioListio list => SubmitList(list, state),
        AioError error => Ask(error.Cb, state),
        AioReturn result => Retrieve(result.Cb, state),
        AioSuspend suspend => Suspend(suspend, state),
        AioCancel { Cb: { } cb } => Query(cb, state),
        Look look => Hold(look.Cb, state),
        Poison poison => Hold(poison.Cb, state),
        Free free => Release(free.Cb, state),
        AioInitCall => Init(state),
        AwaitGate gate => Await(gate.Gate, state),
        Close close => Replace(close.Fildes, null, state),
        Dup2 dup => Replace(dup.Fildes2, Status(dup.Fildes, state).Info, state),
        Sigmask mask => Mask(mask, state),
        Sigwait wait => WaitFor(wait, state),
        Setrlimit => Refuse("setrlimit is not analysed: what it makes fail depends on the target", state),
        Fork => Refuse("fork is not analysed: the child must not use the parent's control blocks (CLOSE-07)", state),
        Siglongjmp when kind != BodyKind.Handler => Refuse("siglongjmp is for handlers", state),
        _ => state,
    };

    private BodyState Init(BodyState state)
    {
        Require(state.NoAioYet && kind == BodyKind.Thread, "aio_init comes after another AIO call (GNU-02)");
        return state;
    }

    private BodyState Await(string gate, BodyState state) => facts.Gates.TryGetValue(gate, out var known) ? state.With(known) : state;

    private BodyState Refuse(string text, BodyState state)
    {
        Problem(text);
        return state;
    }

    private void CheckDescriptor(Fd fd, BodyState state)
    {
        if (fd.Name is { } name) Require(state.Opened.Contains(name), $"the descriptor ${name} is used before it is opened");
        else Require(fd.Number is < 0 or >= ProgramFacts.LowestUnusedDescriptor, $"the descriptor {fd.Number} may be somebody else's");
    }

    private DescriptorStatus Status(Fd fd, BodyState state) => DescriptorStatus.Of(fd, body, state, facts);

    private BodyState Replace(Fd fd, DescriptorInfo? by, BodyState state)
    {
        if (fd.Name is not { } name) return state;
        // The number of a closed descriptor may already be another file's.
        Require(!state.Changed.TryGetValue(name, out var changed) || changed is not null, $"${name} is closed twice");
        Require(!facts.ClosedElsewhere(name, body), $"${name} is closed by two threads");
        return state with { Changed = state.Changed.SetItem(name, by) };
    }

    private static BodyState Mask(Sigmask mask, BodyState state)
    {
        IEnumerable<int> set = mask.Set.IsEmpty ? Enumerable.Range(1, Signo.RealTimeMax) : mask.Set.Select(s => s.Number);
        return state with { Masked = mask.Change == MaskChange.SIG_BLOCK ? state.Masked.Union(set) : state.Masked.Except(set) };
    }

    private BodyState WaitFor(Sigwait wait, BodyState state)
    {
        Require(wait.Set.All(s => state.Masked.Contains(s.Number)), "sigwait for a signal that is not blocked");
        return state;
    }

    /// <summary>Whether the call may wait for ever for something that this thread or another program thread would have to do.</summary>
    private bool MayBlock(Call call) => call switch
    {
        AwaitGate gate => !facts.AssuredGates.Contains(gate.Gate),
        AioSuspend { Timeout: null } or LioListio { Mode: LioMode.LIO_WAIT } or Sigwait { Timeout: null } => true,
        Read or Write or Pread or Pwrite or Fsync => true,
        Exit or Exec or PthreadExit or Siglongjmp => true,
        _ => false,
    };
}
