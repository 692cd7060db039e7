using AioSim.Exploration;
using AioSpec;
using AioSpec.Programs;

namespace AioSim;

/// <content>What steps with lists look at.</content>
internal sealed partial class Simulation
{
    private static bool Raises(LioListio call) => call.Sig is { Notify: SigEventNotify.SIGEV_SIGNAL }
        || call.List.Any(element => element?.Block.SigEvent is { Notify: SigEventNotify.SIGEV_SIGNAL });

    private bool InParts => (_setting.Declared.Liberties & Liberties.ListInParts) != 0;

    /// <summary>Each element is a submission; the list takes the first slot that is free.</summary>
    private bool ListCallLooksAt(Frame frame, CallSite site, List<Cell> cells)
    {
        if (InParts) return false;
        foreach (var block in site.Prepared.List)
        {
            if (block >= 0) cells.Add(new Cell(CellKind.Block, block));
        }

        if (frame.Phase == CallPhase.Answered) return true;
        if (!AddResources(cells) || !TryResolve(frame, site)) return false;
        var elements = ((LioListio)site.Prepared.Call).List;
        for (var i = 0; i < elements.Length; i++)
        {
            if (elements[i] is not { Block: { LioOpcode: not LioOpcode.LIO_NOP } block }) continue;
            if (!AddSlotOf(site.Prepared.List[i], cells)) return false;
            AddFileOf(block.Fildes, cells);
        }

        for (var list = 0; ; list++)
        {
            cells.Add(new Cell(CellKind.List, list));
            if (!_state.IsList(list)) return true;
        }
    }

    private bool ListWaitLooksAt(SimulatedThread thread, List<Cell> cells) => !InParts && AddElements(_state.ListWaitedFor(thread.Number), cells);

    /// <summary>The notification of a list comes when its elements are complete; with that the list may be given back.</summary>
    private bool ListLooksAt(int list, List<Cell> cells)
    {
        if (!_state.IsList(list) || _state.NotificationOf(list) is not { } sig) return true;
        if (!SignalLooksAt(sig, cells) || !AddElements(list, cells)) return false;
        if (sig.Notify == SigEventNotify.SIGEV_THREAD) AddFirstFreeThread(cells);
        return true;
    }

    /// <summary>The list and its elements, which stay when the list is given back, since their blocks stand for them.</summary>
    private bool AddElements(int list, List<Cell> cells)
    {
        cells.Add(new Cell(CellKind.List, list));
        foreach (var element in _state.ElementsOf(list))
        {
            cells.Add(new Cell(CellKind.Request, element));
            var block = _setting.Blocks.Find(_state.Info(element).Cb);
            cells.Add(new Cell(CellKind.Block, block));
            if (_state.CurrentOf(block) != element) return false;
        }

        return true;
    }
}
