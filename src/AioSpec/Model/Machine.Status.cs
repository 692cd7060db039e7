namespace AioSpec.Model;

/// <content>aio_error and aio_return.</content>
public sealed partial class Machine
{
    private static readonly Answer s_unknown = Answer.Fail(Errno.EINVAL);

    private Answer Error(int thread, PreparedCall call)
    {
        var request = State.CurrentOf(call.Block);
        // A block that was never submitted: undefined (ERROR-04).
        if (request < 0) return s_unknown;
        ref var slot = ref State.Requests[request];
        var scope = new Scope(request, thread, default) { Call = call.Call };
        var status = new Outcome((long)(slot.Phase == Phase.Complete ? slot.Status : Errno.EINPROGRESS));
        var outcome = slot.Reaped ? StatusOrGone(slot.Info!.Rules.Error, scope, status) : Only(slot.Info!.Rules.Error, scope, status);
        return new Answer(outcome.Value, outcome.Errno);
    }

    private Answer Retrieve(int thread, PreparedCall call)
    {
        var request = State.CurrentOf(call.Block);
        if (request < 0) return s_unknown;
        ref var slot = ref State.Requests[request];
        // Undefined before completion (RETURN-03): what the systems at hand do.
        if (slot.Phase != Phase.Complete) return Answer.Fail(Errno.EINPROGRESS);
        var scope = new Scope(request, thread, default) { Call = call.Call };
        var result = slot.Status == Errno.None ? new Outcome(slot.Result) : new Outcome(-1, slot.Status);
        var outcome = slot.Reaped ? StatusOrGone(slot.Info!.Rules.Return, scope, result) : Only(slot.Info!.Rules.Return, scope, result);
        var bytes = !slot.Reaped && slot.Bytes is not null && slot.Status == Errno.None ? Brought(call.Block, slot.Bytes) : null;
        slot.Reaped = true;
        return bytes is null ? new Answer(outcome.Value, outcome.Errno) : Answer.With(outcome.Value, bytes);
    }

    /// <summary>Once the result was retrieved the status may be told still, or be gone (ERROR-05).</summary>
    private Outcome StatusOrGone(Remainder rule, in Scope scope, Outcome status)
    {
        Offer(rule, scope, status);
        Offer(rule, scope, new Outcome(-1, Errno.EINVAL));
        return Choose(rule.Rule);
    }

    /// <summary>What is in the buffer where a read has stored its bytes: those, unless the program has stored others since.</summary>
    private Data Brought(int block, Data bytes) =>
        State.Blocks[block].Overwritten ? State.BufferOf(block).Slice(0, Math.Min(bytes.Length, State.BufferOf(block).Length)) : bytes;
}
