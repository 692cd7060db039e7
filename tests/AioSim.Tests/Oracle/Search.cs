using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Oracle;

/// <summary>
/// Looks for a run of the model that shows exactly this history, depth first. What needs no decision is done at once
/// (<see cref="Walk"/>); elsewhere every call that is under way may take effect and every step of the system may be taken, in any
/// order. No point is looked at twice.
/// </summary>
internal sealed class Search(Track track, int budget)
{
    private readonly HashSet<Node> _seen = [];
    private readonly Stack<Node> _open = new();
    private readonly List<Step> _steps = [];
    private string? _gap = track.Obstacle;
    private int _furthest;

    public Explanation Run()
    {
        if (_gap is not null) return Say(ExplanationKind.GaveUp, _gap);
        _open.Push(Walk.Begin(track));
        while (_open.TryPop(out var node))
        {
            if (!Walk.Through(track, node)) continue;
            if (node.Position >= track.Events.Length) return Say(ExplanationKind.Proved, "");
            _furthest = Math.Max(_furthest, node.Position);
            if (!_seen.Add(node)) continue;
            if (_seen.Count > budget) return Say(ExplanationKind.GaveUp, $"more than {budget} nodes");
            Expand(node);
        }

        return _gap is not null
            ? Say(ExplanationKind.GaveUp, _gap)
            : Say(ExplanationKind.Impossible, $"event {_furthest} cannot come: {track.Events[_furthest]}");
    }

    private Explanation Say(ExplanationKind kind, string reason) => new(kind, reason, _seen.Count);

    /// <summary>All nodes that one step leads to; the most promising is looked at first.</summary>
    private void Expand(Node node)
    {
        if (node.State.Down) return;
        var first = _open.Count;
        if (track.Events[node.Position] is SystemCrashed) Try(node, t => t.Crash());
        var next = new Trial(track, node, new Choices()).Machine;
        _steps.Clear();
        if (!node.Settled) next.Enabled(_steps);
        if (_steps.Count == 0 && Walk.IsQuiet(track, node))
        {
            node = node.Clone();
            node.Settled = true;
            _open.Push(node);
            return;
        }

        var actor = track.Actors[node.Position];
        OfThread(node, actor);
        if (node.Settled) return;
        foreach (var step in _steps.OrderBy(step => Distance(node, step))) OfSystem(node, step);
        for (var other = 0; other < track.ObserverActor; other++)
        {
            if (other != actor) OfThread(node, other);
        }

        for (var thread = 0; thread < track.ObserverActor; thread++) Timeouts(node, thread);
        Reverse(first);
    }

    /// <summary>What is pushed last is popped first: turns round what was pushed since.</summary>
    private void Reverse(int first)
    {
        var pushed = new List<Node>();
        while (_open.Count > first) pushed.Add(_open.Pop());
        foreach (var node in pushed) _open.Push(node);
    }

    private void OfThread(Node node, int actor)
    {
        if (node.Slots[actor] < 0 || node.Top(actor) is not { Stage: Stage.Called or Stage.Waiting } frame) return;
        var call = track.Calls[frame.Invoke]!.Call;
        if (track.Events[node.Position] is ThreadEnded && track.Actors[node.Position] == actor)
        {
            if (frame.Stage == Stage.Called) Try(node, t => t.EndIn(actor));
        }
        else if (frame.Stage == Stage.Called && call is not PthreadExit && (call is not (Exit or Exec) || node.Position >= track.Tail))
        {
            Try(node, t => t.Effect(actor));
        }
    }

    private void OfSystem(Node node, Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Start:
                Try(node, t => t.Transfer(step.Id));
                if (track.StartsMatter || Walk.AtQuietEnd(track, node)) Try(node, t => t.Start(step.Id));
                break;
            case StepKind.Transfer: Try(node, t => t.Transfer(step.Id)); break;
            case StepKind.Complete: Try(node, t => t.Complete(step.Id)); break;
            case StepKind.Notify or StepKind.NotifyList: Try(node, t => t.Notify(step)); break;
            case StepKind.Deliver: Try(node, t => t.Deliver(step)); break;
            case StepKind.Return: Try(node, t => t.Resume(Array.IndexOf(node.Slots, step.Id))); break;
            case StepKind.Cancel: Try(node, t => t.Cancel(step.Id)); break;
            default: break;
        }
    }

    private void Timeouts(Node node, int actor)
    {
        if (node.Slots[actor] < 0) return;
        var frames = node.FramesOf(actor);
        for (var i = 0; i < frames.Length; i++)
        {
            if (frames[i] is not { Stage: Stage.Waiting, Expired: false } frame || track.DeadlineOf(frame.Invoke) is not { } deadline) continue;
            var depth = i;
            if (Walk.AtQuietEnd(track, node) || deadline <= track.Events[node.Position].Time) Try(node, t => t.Expire(actor, depth));
        }
    }

    /// <summary>Takes a step in every way it can go.</summary>
    private void Try(Node node, Func<Trial, bool> step)
    {
        var choices = new Choices();
        do
        {
            var trial = new Trial(track, node.Clone(), choices);
            if (step(trial)) _open.Push(trial.Node);
            _gap ??= trial.Gap;
        }
        while (choices.Next());
    }

    /// <summary>Steps of what the next event is about come first.</summary>
    private int Distance(Node node, Step step)
    {
        if (step.Kind is StepKind.Return or StepKind.Deliver or StepKind.NotifyList or StepKind.Cancel) return 1;
        var info = node.State.Info(step.Id);
        var about = track.Events[node.Position] is Return ? track.Calls[track.Invokes[node.Position]]!.Call : null;
        return about switch
        {
            AioError c when c.Cb == info.Cb => 0,
            AioReturn c when c.Cb == info.Cb => 0,
            AioSuspend c when c.List.Contains(info.Cb) => 0,
            _ => step.Kind == StepKind.Notify ? 1 : 2,
        };
    }
}
