using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>The kinds of cells that a simulation is made of: the parts of the model's state, with what the simulator has beside it.</summary>
internal enum CellKind : byte
{
    /// <summary>A request, with what the device has for it.</summary>
    Request = PartKind.Request,
    List = PartKind.List,
    /// <summary>A control block, with what the program was told of it.</summary>
    Block = PartKind.Block,
    File = PartKind.File,
    /// <summary>Who is outstanding on a file, where one matters to another.</summary>
    Order = PartKind.Order,
    Description = PartKind.Description,
    /// <summary>A thread, with the bodies that run on it.</summary>
    Thread = PartKind.Thread,
    Descriptors = PartKind.Descriptors,
    Gates = PartKind.Gates,
    Pending = PartKind.Pending,
    Actions = PartKind.Actions,
    Queue = PartKind.Queue,
    Process = PartKind.Process,
    /// <summary>The time.</summary>
    Clock,
    /// <summary>What the device remembers.</summary>
    Device,
    Variables,
    Flags,
    /// <summary>What expectations of the whole run have seen.</summary>
    Expecting,
    /// <summary>What a thread of the program has seen.</summary>
    Seen,
    /// <summary>What handlers and notification functions have seen, in no order.</summary>
    Noted,
}
