using System.Collections.Immutable;
using System.Globalization;
using AioSim.Exploration;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim;

/// <content>What an explorer asks of a simulation: its steps one by one, and what is seen at the end.</content>
internal sealed partial class Simulation
{
    /// <summary>Makes ready to be explored: nobody runs it.</summary>
    public void BeginExploration()
    {
        NumberBodies(_threads.Select(thread => thread.Top.Body));
        NumberBodies(_functions.OrderBy(function => function.Key, StringComparer.Ordinal).Select(function => function.Value));
        _machine.Changes.Clear();
        PrepareFootprints();
        PlanCrash();
    }

    /// <summary>The steps of one thread, request or list that can be taken now, in an order that the state alone decides.</summary>
    public void AddSteps(Cell actor, List<Step> steps)
    {
        if (_state.Crashed.Number != 0 || _state.Down) return;
        switch (actor.Kind)
        {
            case CellKind.Process when _machine.CanCrash: steps.Add(new Step(StepKind.Crash, -1)); break;
            case CellKind.Thread:
                if (_state.IsAlive(actor.Index) && !_state.IsWaiting(actor.Index)) steps.Add(new Step(StepKind.Run, actor.Index));
                _machine.EnabledOn(actor.Index, steps);
                break;
            case CellKind.Request when _machine.NextStep(actor.Index) is not StepKind.None and var kind: steps.Add(new Step(kind, actor.Index)); break;
            case CellKind.List when _machine.CanNotifyList(actor.Index): steps.Add(new Step(StepKind.NotifyList, actor.Index)); break;
            default: break;
        }
    }

    /// <summary>Takes a step. What it changes is found by looking at all cells, not by what it has noted.</summary>
    public void TakeStep(Step step)
    {
        Take(step.Kind, step.Id, step.Signo);
        foreach (var request in _machine.Changes.Requests)
        {
            if (_state.PhaseOf(request) is Phase.Complete or Phase.Free) _device.Completed(request);
        }

        _machine.Changes.Clear();
    }

    /// <summary>Lets the time go on to what is due next; false if nothing is.</summary>
    public bool LetTimeGoOn()
    {
        if (_state.Crashed.Number != 0 || _state.Down || !AdvanceTime()) return false;
        _machine.Changes.Clear();
        return true;
    }

    /// <summary>How many steps were taken.</summary>
    public long TakenSteps => _steps;

    /// <summary>Who acts in a step, told without the numbers of slots; see <see cref="Way"/>.</summary>
    public (string Actor, long Detail) ActorOf(in StepView step)
    {
        if (step.Kind == StepKind.Crash) return ("", 0);
        if (step.Request >= 0)
        {
            var cb = _state.Info(step.Request).Cb;
            return (cb, _state.CurrentOf(_setting.Blocks.Find(cb)) == step.Request ? 1 : 0);
        }

        if (step.List >= 0) return (_state.FirstOf(step.List) is >= 0 and var first ? _state.Info(first).Cb : "", 0);
        var thread = _threads[step.Thread];
        if (!thread.IsCallback) return (thread.Name, step.Signo.Number);
        return (string.Create(CultureInfo.InvariantCulture, $"{_state.FunctionOf(step.Thread)} {_state.ValueOf(step.Thread)}"), Progress(thread) + step.Signo.Number);
    }

    private static long Progress(SimulatedThread thread) => ((long)thread.Top.Next << 16) | ((long)thread.Top.Phase << 8);

    /// <summary>The failures since it was last asked.</summary>
    public ImmutableArray<ExpectationFailure> TakeFailures() => _expecting.Take();

    /// <summary>Where in its bodies a thread is: its number, the function it runs if that is not its own body, and the call.</summary>
    public (int Thread, string? Function, Call Call) PlaceOf(string name)
    {
        var thread = _threads[NumberOf(name)];
        return (thread.Number, thread.Depth > 1 || thread.IsCallback ? thread.Top.Body.Name : null, thread.Top.Instruction.Site!.Template);
    }

    /// <summary>The name of a thread.</summary>
    public string ThreadName(int number) => _threads[number].Name;

    /// <summary>The number of a thread that runs.</summary>
    public int NumberOf(string name) => _threads.FindIndex(thread => thread.Depth > 0 && thread.Name == name);

    /// <summary>How the run has ended, where nothing goes on.</summary>
    public EndKind EndsAs => _state.Crashed.Number != 0 ? EndKind.Crashed : EndKind.Quiet;

    /// <summary>The threads that will wait for ever.</summary>
    public ImmutableArray<string> BlockedNames => _state.Crashed.Number != 0 || _state.Down ? [] : [.. _threads.Where(t => t.Depth > 0).Select(t => t.Name)];

    /// <summary>Holds the end of the run to what the program expects of the whole run, and says why threads that nobody expects to are blocked.</summary>
    public IEnumerable<EndFailure> CheckEnd()
    {
        if (_state.Crashed.Number != 0) return [];
        _expecting.Take();
        var blocked = BlockedNames.Except(_program.Expect.Blocked).ToList();
        _expecting.AtEnd(_state, _setting, [.. BlockedNames.Intersect(_program.Expect.Blocked)], _clock.Now);
        return _expecting.Take().Select(EndFailure.Of).Concat(blocked.Select(name => WhyBlocked(_threads[NumberOf(name)])));
    }

    private EndFailure WhyBlocked(SimulatedThread thread)
    {
        var site = thread.Top.Instruction.Site!;
        var waits = $"{thread.Name} waits for ever in {CallText.Print(site.Template)}";
        switch (site.Template)
        {
            case Sigwait call when NotifiedBy(call) is { } cb:
                return new EndFailure(FailureKind.LostNotification, $"{waits}; the notification of {cb} has come and is gone", site.Place);
            case AioSuspend or LioListio when OutstandingOf(site.Prepared) is { } cb:
                return new EndFailure(FailureKind.LostOperation, $"{waits}; {cb} is never complete", site.Place);
            default: return new EndFailure(FailureKind.Deadlock, waits, site.Place);
        }
    }

    /// <summary>The control block of a request that has notified by a signal that a call waits for.</summary>
    private string? NotifiedBy(Sigwait call)
    {
        for (var block = 0; block < _setting.Blocks.Count; block++)
        {
            if (_state.CurrentOf(block) is not (>= 0 and var request) || _state.StatusOf(block) == Errno.EINPROGRESS || _state.IsDue(request)) continue;
            if (_state.Info(request).Block.SigEvent is { Notify: SigEventNotify.SIGEV_SIGNAL } sigevent && call.Set.Contains(sigevent.Signo)) return _setting.Blocks[block];
        }

        return null;
    }

    private string? OutstandingOf(PreparedCall call)
    {
        foreach (var block in call.List)
        {
            if (block >= 0 && _state.InProgress(block)) return _setting.Blocks[block];
        }

        return null;
    }

    /// <summary>What can be seen at the end beside what was seen before: statuses that nobody has retrieved, files that were changed, who is blocked.</summary>
    public IEnumerable<string> SeenAtEnd()
    {
        if (_state.Crashed.Number != 0) yield return $"killed by {_state.Crashed}";
        if (_state.Exited) yield return "exited";
        if (_state.Down) yield return "the system crashed";
        foreach (var block in _usedBlocks.Distinct().OrderBy(block => _setting.Blocks[block], StringComparer.Ordinal))
        {
            if (!_told[block].Used || _state.Exited || _state.Down || _state.Crashed.Number != 0 || _state.IsReaped(block) || _state.IsFreed(block)) continue;
            yield return $"{_setting.Blocks[block]} left with {(_state.StatusOf(block) is Errno.None ? "0" : _state.StatusOf(block))}";
        }

        foreach (var file in FilesByPath())
        {
            var content = _state.ContentOf(file).ToData();
            var before = _program.Files.FirstOrDefault(f => f.Path == _state.PathOf(file));
            if (before is null || !before.Content.Equals(content)) yield return string.Create(CultureInfo.InvariantCulture, $"{_state.PathOf(file)} = {content}");
        }

        if (BlockedNames.Length > 0) yield return $"blocked: {string.Join(", ", BlockedNames.Order(StringComparer.Ordinal))}";
    }

    /// <summary>The names of the program's threads, in its order.</summary>
    public IEnumerable<string> ProgramThreads => _program.Threads.Select(thread => thread.Name);
}
