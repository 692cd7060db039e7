using AioSpec.Model.Rules;

namespace AioSpec.Model;

/// <content>aio_read, aio_write, aio_fsync: submission and acceptance.</content>
public sealed partial class Machine
{
    private Answer Submit(int thread, PreparedCall call, RequestKind kind, ControlBlock block, SyncOperation operation)
    {
        var request = Describe(thread, call, 0, new Submitted(kind, call.Block, block, operation, State.None));
        var scope = new Scope(request, thread, default) { Call = call.Call };
        var outcome = ChooseSubmission(scope);
        if (outcome.Value != 0)
        {
            State.Discard(request);
            return Answer.Fail(outcome.Errno);
        }

        Accept(request, call.Block);
        return Answer.Zero;
    }

    /// <summary>Takes a slot for what would be the request, so that rules can be asked about it.</summary>
    private int Describe(int thread, PreparedCall call, int place, in Submitted submitted)
    {
        Invariant.Holds(!State.InProgress(submitted.BlockNumber), $"a control block is not used again while it is in progress");
        ref var block = ref State.Block(submitted.BlockNumber);
        ref var caller = ref State.Threads[thread];
        var description = State.DescriptionOf(submitted.Block.Fildes.Number);
        var info = description < 0 ? null : State.Descriptions[description].Info;
        var around = new Circumstances(
            info,
            submitted.List,
            thread,
            Reuses: block.Used,
            ReusesUnreaped: block.Current >= 0 && !State.Requests[block.Current].Reaped,
            InNotification: caller.Depth > 0 || caller.Function is not null,
            SignalsBlocked: caller.Mask == State.AllSignals);
        // What is submitted again and again under the same circumstances is one description, unless a crash asks for their order.
        ref var kept = ref call.Submissions[place];
        if (kept is null || Declared.MayCrash || !around.AreThoseOf(kept)) kept = Describe(submitted, around);
        return State.TakeRequest(kept, info?.FileOf(submitted.Kind) ?? State.None, description);
    }

    private RequestInfo Describe(in Submitted submitted, in Circumstances around) => new()
    {
        Cb = State.Setting.Blocks[submitted.BlockNumber],
        Submission = Declared.MayCrash ? State.Submissions : 0,
        Kind = submitted.Kind,
        Block = submitted.Block,
        Operation = submitted.Operation,
        Description = around.Description,
        Open = TruthLogic.Known(around.Description is not null),
        List = around.List,
        Thread = around.Thread,
        Reuses = around.Reuses,
        ReusesUnreaped = around.ReusesUnreaped,
        InNotification = around.InNotification,
        SignalsBlocked = around.SignalsBlocked,
    };

    private Outcome ChooseSubmission(in Scope scope)
    {
        var refused = IsRefused(scope);
        var rules = State.Info(scope.Request).Rules;
        foreach (var (errno, fact) in rules.FaultsOf(State, scope))
        {
            if (fact.Ask(State, scope) != Truth.No) Offer(rules.Submission, scope, new Outcome(-1, errno));
        }

        Offer(rules.Submission, scope, refused ? new Outcome(-1, Errno.EAGAIN) : new Outcome(0));
        return Choose(SubmissionRules.Rule);
    }

    /// <summary>Whether there are no resources for the request: a limit is reached, or the device says so.</summary>
    private bool IsRefused(in Scope scope)
    {
        var info = State.Info(scope.Request);
        var refused = _device is not null && _device.Refuses(info);
        return refused || Holds(info.Rules.LimitOf(State, scope), scope.Request);
    }

    /// <summary>Whether something holds of a request. Most that can be asked of one can never hold, which is known without asking.</summary>
    private bool Holds(Fact fact, int request) => fact != Is.Never && fact.Ask(State, new Scope(request, State.None, default)) == Truth.Yes;

    /// <summary>The request exists: its control block stands for it, and it is queued on its file.</summary>
    private void Accept(int request, int blockNumber)
    {
        ref var slot = ref State.Requests[request];
        slot.Phase = Phase.Queued;
        slot.References = 2;
        State.Submissions++;
        State.Outstanding++;
        Attach(request, blockNumber);
        if (slot.Info!.Kind == RequestKind.Fsync) slot.Covers = Cover(slot.File);
        if (slot.Description >= 0) State.Descriptions[slot.Description].References++;
        FindFault(request);
        State.Enlist(request);
        if (State.ThroughDevice(request))
        {
            State.Enqueue(request);
            Changes.Queue = true;
        }

        Changes.AddRequest(request);
        if (slot.File >= 0 && IsOrdered(slot.File)) TouchFile(slot.File);
    }

    /// <summary>The control block stands for this request from now on.</summary>
    private void Attach(int request, int blockNumber)
    {
        ref var block = ref State.Block(blockNumber);
        var previous = block.Current;
        if (State.Requests[request].Info!.Block.Buf is { } buffer) block.Buffer = buffer;
        else if (previous >= 0) block.Buffer = State.BufferOf(blockNumber);
        block.CurrentPlus1 = request + 1;
        (block.Used, block.Overwritten, block.Freed) = (true, false, false);
        if (previous >= 0) State.Release(previous);
    }

    /// <summary>The reads and writes that are outstanding on a file: each is held until the aio_fsync is complete.</summary>
    private int[] Cover(int file)
    {
        var covered = new List<int>();
        for (var at = State.Files[file].FirstPlus1 - 1; at >= 0; at = State.Requests[at].NextInFile)
        {
            if (State.Info(at).Kind is not (RequestKind.Read or RequestKind.Write)) continue;
            covered.Add(at);
            State.Requests[at].References++;
        }

        return [.. covered];
    }

    /// <summary>What is wrong with arguments that the call has accepted is told by the status; decided once, at acceptance.</summary>
    private void FindFault(int request)
    {
        var scope = new Scope(request, State.None, default);
        var faulty = State.Info(request).Kind == RequestKind.Invalid;
        var rules = State.Info(request).Rules;
        foreach (var (errno, fact) in rules.FaultsOf(State, scope))
        {
            if (errno == Errno.EOVERFLOW || fact.Ask(State, scope) == Truth.No) continue;
            faulty = true;
            Offer(rules.Status, scope, new Outcome(-1, errno));
        }

        if (!faulty) return;
        if (CanSucceed(State.Info(request))) Offer(rules.Status, scope, new Outcome(0));
        ref var slot = ref State.Requests[request];
        var fault = Choose(CompletionRules.Status).Errno;
        if (fault != Errno.None) slot.Treatment = Treatment.Fails(fault);
    }

    /// <summary>An opcode that is none cannot be performed; nor can a write of more bytes than a buffer has.</summary>
    private static bool CanSucceed(RequestInfo info) =>
        info.Kind != RequestKind.Invalid && !(info.Kind == RequestKind.Write && info.Block.Nbytes > Arguments.SsizeMax);

    /// <summary>Whether a step of one request of the file can depend on others of it.</summary>
    public bool IsOrdered(int file) => State.IsOrdered(file);
}
