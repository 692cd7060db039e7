namespace AioSpec.Model;

/// <summary>
/// All that a system with asynchronous I/O is at one time, as plain data: requests, lists, descriptors, files, threads,
/// signals. A value in meaning: it can be copied, compared and hashed. As a world it knows everything: every question has the
/// answer Yes or No.
/// </summary>
/// <remarks>
/// Requests live in slots that are used again: a slot is taken as long as the request is outstanding, or its control block,
/// a pending notification, a list, a waiting call or an aio_fsync refers to it. Only <see cref="Machine"/> changes a state.
/// </remarks>
public sealed partial class State : IEquatable<State>
{
    internal const int None = -1;

    internal State(Setting setting)
    {
        Setting = setting;
        Requests = new(64);
        Lists = new(4);
        Descriptions = new(8);
        Files = new(8);
        Threads = new(8);
        Actions = new SignalAction[Signo.RealTimeMax + 1];
    }

    private State(State other)
    {
        Setting = other.Setting;
        Requests = other.Requests.Clone();
        Lists = other.Lists.Clone();
        Descriptions = other.Descriptions.Clone();
        Files = other.Files.Clone();
        Threads = other.Threads.Clone();
        foreach (ref var list in Lists.Items) list.Elements = (int[])(list.Elements ?? []).Clone();
        foreach (ref var thread in Threads.Items) thread = thread.Clone();
        Blocks = (BlockSlot[])other.Blocks.Clone();
        Descriptors = [.. other.Descriptors];
        GatesOpen = (bool[])other.GatesOpen.Clone();
        Actions = other.Actions;
        Pending = [.. other.Pending];
        (PendingMask, Crashed, Exited) = (other.PendingMask, other.Crashed, other.Exited);
        (Down, CrashDue, Transfers) = (other.Down, other.CrashDue, other.Transfers);
        (FirstQueued, LastQueued, RunningCount) = (other.FirstQueued, other.LastQueued, other.RunningCount);
        (Outstanding, Submissions) = (other.Outstanding, other.Submissions);
    }

    /// <summary>What does not change.</summary>
    public Setting Setting { get; }

    /// <summary>The signal whose default action has ended the process, or 0.</summary>
    public Signo Crashed { get; internal set; }

    /// <summary>The process has ended by _exit or exec.</summary>
    public bool Exited { get; internal set; }

    /// <summary>The system has crashed: what its files hold is what has survived.</summary>
    public bool Down { get; internal set; }

    /// <summary>The system can crash from now on.</summary>
    public bool CrashDue { get; internal set; }

    /// <summary>How many transfers there were, where the system crashes after some number.</summary>
    internal long Transfers;

    /// <summary>A hash of the value: the same in every process and on every machine.</summary>
    public UInt128 Hash
    {
        get
        {
            var hash = default(StableHash);
            foreach (ref var request in Requests.Items) request.AddTo(ref hash);
            foreach (ref var list in Lists.Items) list.AddTo(ref hash);
            foreach (ref var file in Files.Items) file.AddTo(ref hash);
            foreach (ref var description in Descriptions.Items) description.AddTo(ref hash);
            foreach (ref var thread in Threads.Items) thread.AddTo(ref hash);
            foreach (ref var block in Blocks.AsSpan()) hash.Add(block.CurrentPlus1 + (block.Freed ? 1L << 32 : 0));
            foreach (var descriptor in Descriptors) hash.Add((long)descriptor);
            foreach (var gate in GatesOpen) hash.Add(gate);
            foreach (var signal in Pending) hash.Add(signal.Signo.Number + ((long)signal.Value.Int << 8));
            hash.Add((Exited ? 1 : 0) | (Crashed.Number << 1) | (Down ? 1 << 16 : 0) | (CrashDue ? 1 << 17 : 0));
            hash.Add(Transfers);
            return hash.Wide;
        }
    }

    /// <summary>A copy that changes on its own.</summary>
    public State Clone() => new(this);

    /// <inheritdoc/>
    public bool Equals(State? other) => other is not null
        && SameRequests(other) && SameFiles(other) && SameThreads(other) && SameSignals(other)
        && (Crashed, Exited, FirstQueued, LastQueued) == (other.Crashed, other.Exited, other.FirstQueued, other.LastQueued)
        && (Down, CrashDue, Transfers) == (other.Down, other.CrashDue, other.Transfers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as State);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)(ulong)Hash);

    private bool SameRequests(State other)
    {
        if (Requests.Used != other.Requests.Used || Lists.Used != other.Lists.Used || Blocks.Length != other.Blocks.Length) return false;
        for (var i = 0; i < Requests.Used; i++)
        {
            if (!Requests[i].Same(other.Requests[i])) return false;
        }

        for (var i = 0; i < Lists.Used; i++)
        {
            if (!Lists[i].Same(other.Lists[i])) return false;
        }

        for (var i = 0; i < Blocks.Length; i++)
        {
            if (Blocks[i].CurrentPlus1 != other.Blocks[i].CurrentPlus1 || Blocks[i].Freed != other.Blocks[i].Freed) return false;
            if (!Equals(Blocks[i].Buffer, other.Blocks[i].Buffer) || Blocks[i].Overwritten != other.Blocks[i].Overwritten) return false;
        }

        return true;
    }

    private bool SameFiles(State other)
    {
        if (Files.Used != other.Files.Used || Descriptions.Used != other.Descriptions.Used) return false;
        for (var i = 0; i < Files.Used; i++)
        {
            if (!Files[i].Same(other.Files[i])) return false;
        }

        for (var i = 0; i < Descriptions.Used; i++)
        {
            if (!Descriptions[i].Same(other.Descriptions[i])) return false;
        }

        return Descriptors.SequenceEqual(other.Descriptors);
    }

    private bool SameThreads(State other)
    {
        if (Threads.Used != other.Threads.Used) return false;
        for (var i = 0; i < Threads.Used; i++)
        {
            if (!Threads[i].Same(other.Threads[i])) return false;
        }

        return true;
    }

    private bool SameSignals(State other) => Pending.SequenceEqual(other.Pending)
        && Actions.AsSpan().SequenceEqual(other.Actions) && GatesOpen.AsSpan().SequenceEqual(other.GatesOpen);
}
