using AioSpec;
using AioSpec.Programs;

namespace AioSim;

/// <summary>What an instruction does.</summary>
internal enum Operation : byte
{
    /// <summary>Performs a call.</summary>
    Perform,
    /// <summary>Goes on at the target.</summary>
    Jump,
    /// <summary>Begins to count the turns of a loop.</summary>
    Count,
    /// <summary>Goes on at the target if the loop is over, else begins a turn.</summary>
    Turn,
    /// <summary>Goes on at the target if the condition does not hold.</summary>
    Unless,
    /// <summary>Sets or clears a flag.</summary>
    SetFlag,
    /// <summary>Runs C# code.</summary>
    Host,
    /// <summary>The body is over.</summary>
    End,
}

/// <summary>One instruction of a body: statements with their nesting made into jumps.</summary>
internal sealed class Instruction
{
    public required Operation Operation { get; init; }

    public SourcePlace? Place { get; init; }

    /// <summary>The call of Perform.</summary>
    public CallSite? Site { get; init; }

    /// <summary>The C# code of Host, which gets the value of the notification or signal that it is run for.</summary>
    public Action<SigVal>? Code { get; init; }

    public CompiledCondition? Condition { get; init; }

    /// <summary>Where to go on. Set once the place is known.</summary>
    public int Target { get; set; }

    /// <summary>The loop's counter in the frame, and its bound.</summary>
    public int Counter { get; init; }

    public int AtMost { get; init; }

    /// <summary>The flag of SetFlag, and its value.</summary>
    public int Flag { get; init; }

    public bool Value { get; init; }
}
