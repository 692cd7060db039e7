namespace AioSim.Scenarios;

/// <summary>What can have a name in a scenario.</summary>
internal enum NameKind
{
    /// <summary>A control block, of <c>blocks</c>.</summary>
    ControlBlock,
    /// <summary>A thread, of <c>threads</c>.</summary>
    Thread,
    /// <summary>A signal handler or notification function, of <c>functions</c>.</summary>
    Function,
    /// <summary>A gate that somebody opens.</summary>
    Gate,
    /// <summary>A variable that takes a descriptor, by <c>as</c>.</summary>
    Variable,
    /// <summary>A flag that somebody sets.</summary>
    Flag,
    /// <summary>A file, of <c>files</c> or opened.</summary>
    File,
}
