using AioSpec.Model.Rules;

namespace AioSpec.Model;

/// <content>Why steps are not enabled: for those who watch a run. The rules are asked for the clause that forbids.</content>
public sealed partial class Machine
{
    /// <summary>What keeps a request from its next step; null where nothing does, or it has none.</summary>
    public Hindrance? HindranceOf(int request)
    {
        if (NextStep(request) != StepKind.None) return null;
        ref var slot = ref State.Requests[request];
        var scope = new Scope(request, State.None, new Outcome(slot.Result, slot.Status));
        return slot.Phase switch
        {
            Phase.Queued => OfStart(request, scope),
            Phase.Running when slot.Held => new Hindrance("transfer", null, "the device is not done with it"),
            Phase.Running when !IsReady(request) => new Hindrance("transfer", null, OfStream(slot.Info!.Kind == RequestKind.Read)),
            Phase.Running => Forbidden("transfer", OrderRules.Transfer, scope),
            Phase.Transferred => Forbidden("complete", CompletionRules.Step, scope),
            Phase.Complete when slot.Due => Forbidden("notify", NotificationRules.Request, scope),
            _ => null,
        };
    }

    /// <summary>What keeps the notification of a list from coming; null where nothing does, or none is due.</summary>
    public Hindrance? ListHindranceOf(int list)
    {
        if (!State.Lists[list].Due || CanNotifyList(list)) return null;
        State.AskedList = list;
        return Forbidden("notify", NotificationRules.List, default);
    }

    /// <summary>What keeps a waiting call from returning: for each outcome it could have, what forbids it.</summary>
    public IEnumerable<Hindrance> ThreadHindrancesOf(int thread)
    {
        if (!State.IsAlive(thread) || !State.IsWaiting(thread) || CanReturn(thread)) return [];
        ref var wait = ref State.TopWait(thread);
        return wait.Kind switch
        {
            WaitKind.Suspend => OfOutcomes(thread, SuspendRules.Rule, Errno.EAGAIN, Errno.EINTR),
            WaitKind.List => OfOutcomes(thread, ListRules.Rule, Errno.EIO, Errno.EINTR),
            WaitKind.Cancellation => [new Hindrance("return", null, "what it cancels is not complete")],
            WaitKind.Signal => [new Hindrance("return", null, "no signal of its set is pending")],
            WaitKind.Sleep => [new Hindrance("return", null, "its time has not passed")],
            WaitKind.Gate => [new Hindrance("return", null, $"the gate {State.Setting.Gates[wait.Object]} is not open")],
            WaitKind.Read => [new Hindrance("return", null, OfStream(reads: true))],
            _ => [new Hindrance("return", null, OfStream(reads: false))],
        };
    }

    private Hindrance? OfStart(int request, in Scope scope)
    {
        if (Forbidden("start", OrderRules.Start, scope) is { } ordered) return ordered;
        var isFsync = State.Info(request).Kind == RequestKind.Fsync;
        if (isFsync && Forbidden("start", CompletionRules.Step, scope) is { } covered) return covered;
        return new Hindrance("start", null, IsDeviceFull ? "the device works on as many transfers as it can" : "the device keeps the order of submission");
    }

    private List<Hindrance> OfOutcomes(int thread, Rule rule, params Errno[] errnos)
    {
        var scope = AskAbout(thread, atCall: false);
        var found = new List<Hindrance>();
        foreach (var outcome in errnos.Select(errno => new Outcome(-1, errno)).Prepend(new Outcome(0)))
        {
            var step = outcome.Value == 0 ? "return 0" : $"return {outcome.Errno}";
            if (Forbidden(step, rule, scope with { Outcome = outcome }) is { } hindrance) found.Add(hindrance);
        }

        State.AskedInWait = false;
        return found;
    }

    private Hindrance? Forbidden(string step, Rule rule, in Scope scope) =>
        rule.Forbids(State, scope) is { } clause ? Hindrance.Of(step, clause) : null;

    private static string OfStream(bool reads) => reads ? "the stream has no bytes" : "the stream has no room";
}
