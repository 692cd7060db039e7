using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSim.Tests.Oracle;

/// <content>What calls do.</content>
internal sealed partial class Trial
{
    /// <summary>pthread_cancel of a thread that has ended returns this number (ESRCH).</summary>
    private const int NoSuchThread = 3;

    /// <summary>The call that a thread has made takes effect.</summary>
    public bool Effect(int actor)
    {
        var frame = Node.Top(actor)!.Value;
        var prepared = _track.Calls[frame.Invoke]!;
        var result = _track.ResultOf(frame.Invoke);
        if (prepared.Block >= 0 && IsBeingSubmitted(actor, prepared.Block)) return false;
        if (IsUnspecified(prepared, result) && _choices.Pick(2) == 1) return Answer(actor);
        if (!MayBegin(prepared, result) || Perform(actor, prepared) is not { } answer) return false;
        if (answer.NeverReturns) return result is null && Leave(actor);
        if (!answer.Waits) return Note(prepared, answer) && Likeness.Shows(prepared, answer, result) && Answer(actor);
        Node.ReplaceTop(actor, frame with { Stage = Stage.Waiting, Wait = State.WaitsOf(Node.Slots[actor]) - 1 });
        return true;
    }

    /// <summary>The call that a thread waits in comes to its answer, or goes on waiting.</summary>
    public bool Resume(int actor)
    {
        var frame = Node.Top(actor)!.Value;
        var prepared = _track.Calls[frame.Invoke]!;
        var answer = Machine.Return(Node.Slots[actor]);
        return answer.Waits || (Note(prepared, answer) && Likeness.Shows(prepared, answer, _track.ResultOf(frame.Invoke)) && Answer(actor));
    }

    /// <summary>The timeout of a call passes.</summary>
    public bool Expire(int actor, int depth)
    {
        var frame = Node.FramesOf(actor)[depth];
        Machine.DeadlineDue(Node.Slots[actor], frame.Wait);
        Machine.Expire(Node.Slots[actor]);
        Node.Replace(actor, depth, frame with { Expired = true });
        return true;
    }

    private bool Answer(int actor)
    {
        Node.ReplaceTop(actor, Node.Top(actor)!.Value with { Stage = Stage.Answered });
        return true;
    }

    /// <summary>Of what the call is about nothing is specified, so that any result will do: a block never submitted, or refused.</summary>
    private bool IsUnspecified(PreparedCall prepared, Result? result) => prepared.Call switch
    {
        AioError or AioReturn => IsUnknown(prepared.Block),
        AioCancel { Cb: not null } c => (IsUnknown(prepared.Block) || IsOfOther(prepared.Block, c.Fildes)) && result?.Errno != Errno.EINTR
            && (result is null or { Errno: Errno.EBADF } || State.DescriptionBehind(c.Fildes.Number) is not null),
        AioSuspend => prepared.List.Any(block => block >= 0 && IsUnknown(block)),
        Sysconf or Fpathconf or SchedGetparam => result is not null && IsPermitted(prepared.Call, result),
        _ => false,
    };

    /// <summary>The request of the block was submitted with another descriptor (CANCEL-11).</summary>
    private bool IsOfOther(int block, Fd fildes) => State.Info(State.CurrentOf(block)).Block.Fildes.Number != fildes.Number;

    /// <summary>What is asked of the environment has many right answers; the model gives one.</summary>
    private bool IsPermitted(Call call, Result result) =>
        LimitRules.Rule.Permits(State, new Scope(-1, -1, new Outcome(result.Value, result.Errno)) { Call = call });

    /// <summary>A program asks only about what it has submitted: where the submission is under way, it has taken effect.</summary>
    private bool IsBeingSubmitted(int asking, int block)
    {
        for (var actor = 0; actor < _track.ObserverActor; actor++)
        {
            if (actor == asking || Node.Top(actor) is not { Stage: Stage.Called } frame || !IsUnknown(block)) continue;
            if (_track.Calls[frame.Invoke]! is { Call: LioListio } list ? list.List.Contains(block) : SubmitsOne(frame, block)) return true;
        }

        return false;
    }

    private bool SubmitsOne(Frame frame, int block) =>
        _track.Calls[frame.Invoke] is { Call: AioRead or AioWrite or AioFsync } prepared && prepared.Block == block;

    private bool IsUnknown(int block) => State.CurrentOf(block) < 0 || Node.Unspecified.Contains(block);

    /// <summary>What POSIX leaves undefined is not tried: to use a block, or free it, while its request is in progress.</summary>
    private bool MayBegin(PreparedCall prepared, Result? result)
    {
        switch (prepared.Call)
        {
            case AioRead or AioWrite or AioFsync or Free or Poison: return !State.InProgress(prepared.Block);
            // Too early, aio_return is undefined (RETURN-03); a count shows that it was not.
            case AioReturn when State.InProgress(prepared.Block): return result is not { Value: >= 0 };
            case LioListio list: return list.List.Index().All(e => e.Item is null || IsNop(e.Item) || !State.InProgress(prepared.List[e.Index]));
            default: return true;
        }
    }

    private static bool IsNop(ListElement element) => element.Block.LioOpcode == LioOpcode.LIO_NOP;

    private Answer? Perform(int actor, PreparedCall prepared)
    {
        if (prepared.Call is LioListio list && list.List.OfType<ListElement>().Where(e => !IsNop(e)).CountBy(e => e.Cb).Any(e => e.Value > 1))
        {
            Gap = "a list that names a block twice";
            return null;
        }

        if (prepared.Call is not PthreadCancel cancel) return Machine.Call(Node.Slots[actor], prepared);
        var target = _track.ActorOf(cancel.Thread);
        if (target < 0 || Node.Slots[target] < 0) return new Answer(NoSuchThread);
        Machine.CancelThread(Node.Slots[target]);
        return AioSpec.Model.Answer.Zero;
    }

    /// <summary>Notes whether the blocks of a submission stand for a request now.</summary>
    private bool Note(PreparedCall prepared, in Answer answer)
    {
        switch (prepared.Call)
        {
            case AioRead or AioWrite or AioFsync:
                Node.Unspecified = answer.Value == 0 ? Node.Unspecified.Remove(prepared.Block) : Node.Unspecified.Add(prepared.Block);
                break;
            case LioListio list:
                var blocks = list.List.Index().Where(e => e.Item is not null && !IsNop(e.Item)).Select(e => prepared.List[e.Index]);
                Node.Unspecified = answer.Errno == Errno.EINVAL ? Node.Unspecified.Union(blocks) : Node.Unspecified.Except(blocks);
                break;
            default: break;
        }

        return true;
    }

    /// <summary>The call does not return: the thread, or the whole process, is no more.</summary>
    private bool Leave(int actor)
    {
        if (!State.Exited) return EndsNext(actor);
        for (var i = 0; i < _track.ObserverActor; i++) Node.End(i);
        return true;
    }
}
