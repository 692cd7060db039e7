using AioSim.Exploration;
using AioSpec;
using AioSpec.Model;

namespace AioSim;

/// <content>What the steps of a request look at.</content>
internal sealed partial class Simulation
{
    private bool RequestLooksAt(int request, List<Cell> cells)
    {
        var info = _state.Info(request);
        if (_state.IsCanceling(request)) return CompletionLooksAt(request, cells);
        switch (_state.PhaseOf(request))
        {
            case Phase.Queued: return OthersLookedAt(request, cells) && StartLooksAt(request, cells);
            case Phase.Running: return _machine.IsHeld(request) || (OthersLookedAt(request, cells) && AddContent(info, cells));
            case Phase.Transferred: return CompletionLooksAt(request, cells);
            case Phase.Complete: return !_state.IsDue(request) || NotificationLooksAt(info, request, cells);
            default: return true;
        }
    }

    /// <summary>Where the file of a request keeps an order, the other requests of it, with those that they synchronize.</summary>
    private bool OthersLookedAt(int request, List<Cell> cells)
    {
        var info = _state.Info(request);
        if (info.Kind == RequestKind.Invalid) return false;
        if (info.Description is not { } description) return info.Kind != RequestKind.Fsync;
        var file = description.FileOf(info.Kind);
        cells.Add(new Cell(CellKind.Order, file));
        if (description.IsStream) return StreamLooksAt(description, cells);
        if (!_machine.IsOrdered(file)) return info.Kind != RequestKind.Fsync;
        foreach (var other in _state.OutstandingOn(file)) cells.Add(new Cell(CellKind.Request, other));
        foreach (var other in _state.OutstandingOn(file))
        {
            foreach (var covered in _state.CoveredBy(other)) cells.Add(new Cell(CellKind.Request, covered));
        }

        return true;
    }

    /// <summary>What is in the file of a request: who moves bytes looks at that, or changes it.</summary>
    private static bool AddContent(RequestInfo info, List<Cell> cells)
    {
        if (info.Description is { } description) cells.Add(new Cell(CellKind.File, description.FileOf(info.Kind)));
        return true;
    }

    private bool StartLooksAt(int request, List<Cell> cells)
    {
        if (_deviceRemembers) cells.Add(new Cell(CellKind.Device, 0));
        if (_hasStalls) cells.Add(new Cell(CellKind.Gates, 0));

        cells.Add(new Cell(CellKind.Queue, 0));
        foreach (var first in _state.QueueOrder())
        {
            if (first == request) break;
            cells.Add(new Cell(CellKind.Request, first));
            if (_state.IsCanceling(first)) continue;
            // What is first and can start is in the way; if it cannot, somebody after it may.
            return OthersLookedAt(first, cells);
        }

        return true;
    }

    /// <summary>A request becomes complete: it leaves its file, its descriptor and the device.</summary>
    private bool CompletionLooksAt(int request, List<Cell> cells)
    {
        if (!OthersLookedAt(request, cells) || (_state.Info(request).List is >= 0 and var list && !AddElements(list, cells))) return false;
        if (!CoveredStay(request, cells)) return false;
        // A device that works on all that there are does not know how many these are.
        if (_setting.QueueDepth > 0 || _state.PhaseOf(request) == Phase.Queued) cells.Add(new Cell(CellKind.Queue, 0));
        cells.Add(new Cell(CellKind.Descriptors, 0));
        return _state.Info(request).Description is not { } description || _state.HasDescriptor(description.Id) || MayBeLast(description, cells);
    }

    /// <summary>Who is the last to hold what was closed gives it back; with a stream its bytes as well.</summary>
    private bool MayBeLast(Description description, List<Cell> cells)
    {
        if (description.IsStream) return false;
        cells.Add(new Cell(CellKind.Description, description.Id));
        AddOutstanding(description.File, cells);
        return true;
    }

    /// <summary>What an aio_fsync has synchronized is given back with it, but stays where its block stands for it.</summary>
    private bool CoveredStay(int request, List<Cell> cells)
    {
        foreach (var covered in _state.CoveredBy(request))
        {
            var block = _setting.Blocks.Find(_state.Info(covered).Cb);
            cells.Add(new Cell(CellKind.Block, block));
            if (_state.CurrentOf(block) != covered) return false;
        }

        return true;
    }

    /// <summary>A notification function takes the first thread that is free; a signal is pending then. The request stays, since its block stands for it.</summary>
    private bool NotificationLooksAt(RequestInfo info, int request, List<Cell> cells)
    {
        if (!SignalLooksAt(info.Block.SigEvent!, cells)) return false;
        var block = _setting.Blocks.Find(info.Cb);
        cells.Add(new Cell(CellKind.Block, block));
        if (_state.CurrentOf(block) != request) return false;
        if (info.Block.SigEvent!.Notify == SigEventNotify.SIGEV_THREAD) AddFirstFreeThread(cells);
        return true;
    }

    /// <summary>One that is ignored is told to whoever waits.</summary>
    private bool SignalLooksAt(SigEvent sigevent, List<Cell> cells)
    {
        if (sigevent.Notify == SigEventNotify.SIGEV_THREAD) return true;
        cells.Add(new Cell(CellKind.Pending, 0));
        cells.Add(new Cell(CellKind.Actions, 0));
        cells.Add(new Cell(CellKind.Expecting, 0));
        return sigevent.Notify == SigEventNotify.SIGEV_SIGNAL && !_state.IsIgnored(sigevent.Signo);
    }

    private void AddFirstFreeThread(List<Cell> cells)
    {
        cells.Add(new Cell(CellKind.Expecting, 0));
        for (var thread = 0; ; thread++)
        {
            cells.Add(new Cell(CellKind.Thread, thread));
            if (thread >= _state.ThreadSlots || !_state.IsAlive(thread)) return;
        }
    }
}
