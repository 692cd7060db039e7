using AioSim.Exploration;
using AioSpec;
using AioSpec.Programs;

namespace AioSim;

/// <content>What calls look at that open and close descriptors, or do something with a file at once.</content>
internal sealed partial class Simulation
{
    /// <summary>It takes the lowest free descriptor and the first free description. A file of the program is there from the start, and stays; another may have been created meanwhile.</summary>
    private bool OpenLooksAt(Open call, List<Cell> cells)
    {
        if ((call.Flags & OpenFlags.O_TRUNC) != 0 || !_program.Files.Any(file => file.Path == call.Path)) return false;
        cells.Add(new Cell(CellKind.Descriptors, 0));
        for (var description = 0; ; description++)
        {
            cells.Add(new Cell(CellKind.Description, description));
            if (!_state.IsDescription(description)) return true;
        }
    }

    private bool FileCallLooksAt(Frame frame, CallSite site, List<Cell> cells)
    {
        if (frame.Phase == CallPhase.Answered) return true;
        if (!TryResolve(frame, site)) return false;
        cells.Add(new Cell(CellKind.Descriptors, 0));
        return site.Prepared.Call switch
        {
            Close close => CloseLooksAt(close.Fildes, cells),
            Dup => true,
            Dup2 dup2 => _state.DescriptionBehind(dup2.Fildes.Number) is null || dup2.Fildes.Number == dup2.Fildes2.Number || CloseLooksAt(dup2.Fildes2, cells),
            Lseek seek => ContentLooksAt(seek.Fildes, cells),
            Ftruncate truncate => ContentLooksAt(truncate.Fildes, cells),
            Pread read => ContentLooksAt(read.Fildes, cells),
            Pwrite write => ContentLooksAt(write.Fildes, cells),
            _ => false,
        };
    }

    /// <summary>Of a regular file others may be open still; nobody waits for it but its requests, which hold it.</summary>
    private bool CloseLooksAt(Fd fildes, List<Cell> cells)
    {
        if (_state.DescriptionBehind(fildes.Number) is not { } description) return true;
        cells.Add(new Cell(CellKind.Description, description.Id));
        if (description.IsStream) return StreamCloseLooksAt(description, cells);
        AddOutstanding(description.File, cells);
        return !_mayCloseCancel || OutstandingLookAt(description, cells);
    }

    private bool ContentLooksAt(Fd fildes, List<Cell> cells)
    {
        if (_state.DescriptionBehind(fildes.Number) is not { } description) return true;
        cells.Add(new Cell(CellKind.Description, description.Id));
        cells.Add(new Cell(CellKind.File, description.File));
        return true;
    }
}
