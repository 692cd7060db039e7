using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>aio_suspend.</content>
public sealed partial class Machine
{
    private Answer Suspend(int thread, PreparedCall prepared, AioSuspend call)
    {
        ref var wait = ref State.PushWait(thread, WaitKind.Suspend, prepared);
        List(ref wait, prepared.Blocks);
        wait.HasDeadline = call.Timeout is { IsValid: true };
        if (call.Timeout is { TotalNanoseconds: 0 }) Pass(ref wait);
        OfferSuspend(thread, atCall: true);
        if (_count == 0) return Answer.Waiting;
        return Leave(thread, Choose(SuspendRules.Rule));
    }

    private void List(ref Wait wait, int[] blocks)
    {
        if (wait.Listed.Length < blocks.Length) wait.Listed = new int[blocks.Length];
        foreach (var block in blocks)
        {
            // NULL elements are ignored (SUSPEND-05), and so are blocks that were never accepted (SUSPEND-20: undefined).
            if (block < 0 || State.CurrentOf(block) is not (>= 0 and var request)) continue;
            wait.Listed[wait.Count++] = request;
            State.Requests[request].References++;
        }
    }

    private void OfferSuspend(int thread, bool atCall)
    {
        var scope = AskAbout(thread, atCall);
        var rule = State.TopWait(thread).Rest;
        Offer(rule, scope, new Outcome(0));
        Offer(rule, scope, new Outcome(-1, Errno.EAGAIN));
        Offer(rule, scope, new Outcome(-1, Errno.EINTR));
        if (atCall) Offer(rule, scope, new Outcome(-1, Errno.EINVAL));
        State.AskedInWait = false;
    }

    /// <summary>Whether any outcome is permitted.</summary>
    private bool CanLeaveSuspend(int thread)
    {
        var scope = AskAbout(thread, atCall: false);
        var rule = State.TopWait(thread).Rest;
        var can = rule.Permits(State, scope, new Outcome(0)) || rule.Permits(State, scope, new Outcome(-1, Errno.EAGAIN))
            || rule.Permits(State, scope, new Outcome(-1, Errno.EINTR));
        State.AskedInWait = false;
        return can;
    }

    /// <summary>The scope in which a rule is asked about the call that a thread waits in.</summary>
    private Scope AskAbout(int thread, bool atCall)
    {
        ref var wait = ref State.TopWait(thread);
        State.AskedInWait = !atCall;
        State.DoneAtDeadline = wait.DoneAtDeadline;
        State.AskedList = wait.Object;
        return new Scope(State.None, thread, default) { Call = wait.Call.Call };
    }

    /// <summary>The timeout of a waiting call passes: what is complete now was complete in time.</summary>
    private void Pass(ref Wait wait)
    {
        wait.Passed = true;
        foreach (var request in wait.Members)
        {
            if (State.Requests[request].Phase == Phase.Complete) wait.DoneAtDeadline = true;
        }
    }

    private Answer Leave(int thread, Outcome outcome)
    {
        PopWait(thread);
        return new Answer(outcome.Value, outcome.Errno);
    }

    /// <summary>The thread does no longer wait in its innermost call.</summary>
    private void PopWait(int thread)
    {
        ref var slot = ref State.Threads[thread];
        ref var wait = ref slot.Waits[--slot.WaitCount];
        foreach (var request in wait.Members) State.Release(request);
        wait.Count = 0;
        if (wait.Kind is WaitKind.List or WaitKind.Initiation)
        {
            State.Lists[wait.Object].Waited = false;
            State.ReleaseList(wait.Object);
        }

        if (wait.Kind is WaitKind.Read or WaitKind.Write) State.ReleaseDescription(wait.Object);
        Changes.AddThread(thread);
    }
}
