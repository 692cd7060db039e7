using AioSim.Exploration;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>What steps with pipes, sockets and terminals look at: who has which end open, and what is outstanding there.</content>
internal sealed partial class Simulation
{
    private bool _functionsWait;

    /// <summary>Whether the other end is closed follows from all that is open.</summary>
    private bool StreamLooksAt(Description description, List<Cell> cells)
    {
        cells.Add(new Cell(CellKind.Descriptors, 0));
        foreach (var open in _state.OpenDescriptions()) cells.Add(new Cell(CellKind.Description, open));
        AddOutstandingOf(description.File, cells);
        if (description.Output != description.File) AddOutstandingOf(description.Output, cells);
        return true;
    }

    private void AddOutstandingOf(int file, List<Cell> cells)
    {
        cells.Add(new Cell(CellKind.File, file));
        cells.Add(new Cell(CellKind.Order, file));
        foreach (var request in _state.OutstandingOn(file)) cells.Add(new Cell(CellKind.Request, request));
    }

    private bool StreamWaitLooksAt(SimulatedThread thread, List<Cell> cells)
    {
        var description = _state.StreamWaitedFor(thread.Number);
        cells.Add(new Cell(CellKind.Description, description.Id));
        // When the wait is over the description may be given back.
        return StreamLooksAt(description, cells) && _state.HasDescriptor(description.Id);
    }

    private bool TransferNowLooksAt(Frame frame, CallSite site, List<Cell> cells, bool reads)
    {
        if (frame.Phase == CallPhase.Answered) return true;
        if (!TryResolve(frame, site)) return false;
        cells.Add(new Cell(CellKind.Descriptors, 0));
        var fildes = reads ? ((Read)site.Prepared.Call).Fildes : ((Write)site.Prepared.Call).Fildes;
        if (_state.DescriptionBehind(fildes.Number) is not { } description) return true;
        cells.Add(new Cell(CellKind.Description, description.Id));
        cells.Add(new Cell(CellKind.File, description.File));
        return !description.IsStream || StreamLooksAt(description, cells);
    }

    /// <summary>Who waits for the stream holds it, and so do others of its descriptors.</summary>
    private bool StreamCloseLooksAt(Description description, List<Cell> cells)
    {
        if (_functionsWait || !StreamLooksAt(description, cells)) return false;
        for (var thread = 0; thread < _program.Threads.Length; thread++) cells.Add(new Cell(CellKind.Thread, thread));
        return !_mayCloseCancel || OutstandingLookAt(description, cells);
    }
}
