using System.Numerics;
using AioSpec.Model;

namespace AioSim;

/// <content>Taking a step, and keeping the set of enabled steps: what has changed is asked again.</content>
internal sealed partial class Simulation
{
    /// <summary>The signals that were deliverable to each thread when last asked, number n as bit n - 1.</summary>
    private ulong[] _deliverable = new ulong[8];

    private void Take(StepKind kind, int id, int signo)
    {
        switch (kind)
        {
            case StepKind.Start:
                _machine.Start(id);
                _device.Started(_machine, id);
                break;
            case StepKind.Notify:
                var cb = _state.Info(id).Cb;
                StartCallback(_machine.Notify(id), cb);
                break;
            case StepKind.NotifyList: StartCallback(_machine.NotifyList(id), null); break;
            case StepKind.Deliver: Deliver(_threads[id], signo); break;
            case StepKind.Transfer: _machine.Transfer(id); break;
            case StepKind.Complete: _machine.Complete(id); break;
            case StepKind.Return: Resume(_threads[id]); break;
            case StepKind.Cancel: EndCanceled(_threads[id]); break;
            case StepKind.Run: RunThread(_threads[id]); break;
            default: _machine.Take(new Step(kind, id, signo)); break;
        }
    }

    /// <summary>
    /// How the set of enabled steps differs from what the machine says when it is asked about everything; null if it does
    /// not. For tests: a run does not ask.
    /// </summary>
    internal string? Difference()
    {
        var all = new List<Step>();
        _machine.Enabled(all);
        var kept = Enumerable.Range(0, _enabled.Count).Select(i => _enabled.At(i)).Where(step => step.Kind != StepKind.Run).ToList();
        var missing = all.Except(kept).Select(step => $"missing {step}").Concat(kept.Except(all).Select(step => $"not enabled {step}")).ToList();
        return missing.Count == 0 && kept.Count == all.Count ? null : string.Join(", ", missing);
    }

    private void Refresh()
    {
        var changes = _machine.Changes;
        var queue = changes.Queue;
        foreach (var request in changes.Requests) queue |= RefreshRequest(request);
        foreach (var list in changes.Lists) _enabled.SetList(list, _machine.CanNotifyList(list));
        foreach (var thread in changes.Threads) RefreshThread(thread);
        if (changes.Signals) RefreshSignals();
        if (queue) RefreshQueue();
        if (changes.Crash) _enabled.SetCrash(_machine.CanCrash);
        changes.Clear();
    }

    /// <summary>Asks again what comes next for a request. True if it waits in the device's queue.</summary>
    private bool RefreshRequest(int request)
    {
        var phase = _state.PhaseOf(request);
        if (phase == Phase.Queued && _machine.IsQueuedAtDevice(request))
        {
            _enabled.SetRequest(request, StepKind.None);
            if (_setting.Reorder) _enabled.SetQueued(request, _machine.MayStart(request));
            return true;
        }

        if (_setting.Reorder) _enabled.SetQueued(request, false);
        _enabled.SetRequest(request, _machine.NextStep(request));
        if (phase is Phase.Complete or Phase.Free) _device.Completed(request);
        return false;
    }

    private void RefreshQueue()
    {
        if (_setting.Reorder)
        {
            _enabled.QueueMoves = !_machine.IsDeviceFull;
            return;
        }

        _enabled.ClearQueue();
        if (_machine.FirstToStart() is >= 0 and var first) _enabled.SetQueued(first, true);
    }

    private void RefreshThread(int thread)
    {
        var kind = StepKind.None;
        if (_state.IsAlive(thread))
        {
            if (!_state.IsWaiting(thread)) kind = IsBusy(thread) ? StepKind.None : StepKind.Run;
            else if (_machine.CanReturn(thread)) kind = StepKind.Return;
        }

        _enabled.SetThread(thread, kind);
        // What does not wait has no timeout and is not canceled where it waits.
        if (_state.WaitsOf(thread) == 0 && !_enabled.HasStepsOfWait(thread)) return;
        _enabled.SetExpiry(thread, _machine.CanExpire(thread));
        _enabled.SetCancellation(thread, _machine.CanCancel(thread));
    }

    private void RefreshSignals()
    {
        if (_deliverable.Length < _state.ThreadSlots) Array.Resize(ref _deliverable, Math.Max(_state.ThreadSlots, _deliverable.Length * 2));
        for (var thread = 0; thread < _state.ThreadSlots; thread++)
        {
            var now = _machine.Deliverable(thread);
            var asked = now | _deliverable[thread];
            _deliverable[thread] = now;
            for (; asked != 0; asked &= asked - 1)
            {
                var signo = BitOperations.TrailingZeroCount(asked) + 1;
                _enabled.SetDelivery(thread, signo, _machine.CanDeliver(thread, signo));
            }
        }
    }
}
