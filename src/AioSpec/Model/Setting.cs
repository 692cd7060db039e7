using AioSpec.Programs;

namespace AioSpec.Model;

/// <summary>
/// What does not change while the model runs: what was declared, what the device can do at a time, and the numbers of the
/// names that occur. Shared by a state and its copies.
/// </summary>
public sealed class Setting
{
    /// <summary>What the target declares.</summary>
    public Declaration Declared { get; init; } = Declaration.Default;

    /// <summary>How many transfers of files the device works on at a time; 0: all. Streams do not pass through the device.</summary>
    public int QueueDepth { get; init; }

    /// <summary>Queued transfers may start in any order; false: in the order of submission.</summary>
    public bool Reorder { get; init; } = true;

    /// <summary>The system can crash after so many transfers; 0: not for that reason.</summary>
    public int CrashAfter { get; init; }

    /// <summary>
    /// A request takes the slot with its control block's number where that is free, so that the order of submissions does
    /// not show in the state: for exploration, where what is the same has to be told.
    /// </summary>
    public bool SlotsByBlock { get; init; }

    /// <summary>
    /// No control block is submitted twice, so that with <see cref="SlotsByBlock"/> each request is in the slot of its block. A file
    /// whose requests are independent is then written as a value without them.
    /// </summary>
    public bool RequestsHaveOneSlot { get; init; }

    /// <summary>The control blocks' names.</summary>
    public Names Blocks { get; } = new();

    /// <summary>The gates' names.</summary>
    public Names Gates { get; } = new();
}
