namespace AioSpec.Model;

/// <content>All steps that can be taken: for enumeration, and to check those who keep such a set by themselves.</content>
public sealed partial class Machine
{
    /// <summary>
    /// Adds every step that the system can take by itself: of requests, lists, and threads, by number. What threads do next
    /// (<see cref="StepKind.Run"/>) is the business of the program.
    /// </summary>
    public void Enabled(List<Step> steps)
    {
        if (State.Down) return;
        if (CanCrash) steps.Add(new Step(StepKind.Crash, State.None));
        for (var request = 0; request < State.Requests.Used; request++)
        {
            if (NextStep(request) is not StepKind.None and var kind) steps.Add(new Step(kind, request));
        }

        for (var list = 0; list < State.Lists.Used; list++)
        {
            if (CanNotifyList(list)) steps.Add(new Step(StepKind.NotifyList, list));
        }

        for (var thread = 0; thread < State.Threads.Used; thread++) EnabledOn(thread, steps);
    }

    /// <summary>Takes a step that is enabled. Return and Deliver have results of their own and are taken by their methods.</summary>
    public void Take(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Start: Start(step.Id); break;
            case StepKind.Transfer: Transfer(step.Id); break;
            case StepKind.Complete: Complete(step.Id); break;
            case StepKind.Notify: Notify(step.Id); break;
            case StepKind.NotifyList: NotifyList(step.Id); break;
            case StepKind.Expire: Expire(step.Id); break;
            case StepKind.Deliver: Deliver(step.Id, step.Signo); break;
            case StepKind.Return: Return(step.Id); break;
            case StepKind.Cancel: EndThread(step.Id); break;
            case StepKind.Crash: Crash(); break;
            default: throw new InvariantException($"{step.Kind} is no step of the system");
        }
    }

    /// <summary>Adds the steps that the system can take with a thread.</summary>
    public void EnabledOn(int thread, List<Step> steps)
    {
        if (CanReturn(thread)) steps.Add(new Step(StepKind.Return, thread));
        if (CanExpire(thread)) steps.Add(new Step(StepKind.Expire, thread));
        if (CanCancel(thread)) steps.Add(new Step(StepKind.Cancel, thread));
        for (var signo = 1; signo <= Signo.RealTimeMax; signo++)
        {
            if (CanDeliver(thread, signo)) steps.Add(new Step(StepKind.Deliver, thread, signo));
        }
    }
}
