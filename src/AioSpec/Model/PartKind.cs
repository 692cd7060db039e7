namespace AioSpec.Model;

/// <summary>The kinds of parts that a <see cref="State"/> is made of: who stores many states stores each part once.</summary>
public enum PartKind : byte
{
    /// <summary>A request, by its slot.</summary>
    Request,
    /// <summary>A list of lio_listio, by its slot.</summary>
    List,
    /// <summary>A control block, by its number.</summary>
    Block,
    /// <summary>A file, by its slot, but for what is outstanding on it.</summary>
    File,
    /// <summary>Who is outstanding on a file where their order or number matters, by the file's slot: nothing where they are independent.</summary>
    Order,
    /// <summary>An open file description, by its slot.</summary>
    Description,
    /// <summary>A thread, by its slot.</summary>
    Thread,
    /// <summary>The descriptors.</summary>
    Descriptors,
    /// <summary>The gates.</summary>
    Gates,
    /// <summary>The signals that wait.</summary>
    Pending,
    /// <summary>The actions of signals.</summary>
    Actions,
    /// <summary>The order of the device's queue, where it matters.</summary>
    Queue,
    /// <summary>Whether the process is still there.</summary>
    Process,
}
