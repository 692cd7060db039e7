using AioSpec;
using AioSpec.Model;

namespace AioSim;

/// <summary>How far a frame is in the call it performs.</summary>
internal enum CallPhase : byte
{
    /// <summary>It performs none.</summary>
    None,
    /// <summary>The call has begun; its effect is to come.</summary>
    Invoked,
    /// <summary>The thread waits in it.</summary>
    Waiting,
    /// <summary>It has an answer; its return is to come.</summary>
    Answered,
}

/// <summary>A body that runs on a thread: its own, or on top of that a handler.</summary>
internal sealed class Frame
{
    private int[] _counters = [];
    private Instruction? _hosted;

    public Body Body { get; private set; } = Body.Empty;

    /// <summary>The instruction that comes next, or that performs a call.</summary>
    public int Next { get; set; }

    public CallPhase Phase { get; set; }

    /// <summary>The descriptors of a call that has begun: what its variables were then, whatever they are when it is performed.</summary>
    public int[] Descriptors { get; set; } = [];

    /// <summary>The answer of the call, where it has one.</summary>
    public Answer Answer { get; set; }

    /// <summary>The clock's entry for the timeout of the call it waits in, or 0.</summary>
    public long Deadline { get; set; }

    public Instruction Instruction => _hosted ?? Body.Code[Next];

    /// <summary>Its C# code is on the stack.</summary>
    public bool IsHosting { get; set; }

    /// <summary>The call that its C# code waits for, or null while that does something else.</summary>
    public Instruction? Hosted
    {
        get => _hosted;
        set => _hosted = value;
    }

    /// <summary>The value of the signal that its handler was called for.</summary>
    public SigVal Value { get; set; }

    public Span<int> Counters => _counters.AsSpan(0, Body.Counters);

    public void Begin(Body body)
    {
        (Body, Next, Phase, Deadline) = (body, 0, CallPhase.None, 0);
        (IsHosting, _hosted, Value, Descriptors) = (false, null, default, []);
        if (_counters.Length < body.Counters) _counters = new int[body.Counters];
    }
}
