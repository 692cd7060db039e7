using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>What rules ask: a state knows everything, so that each answer is Yes or No.</content>
public sealed partial class State : IWorld
{
    /// <summary>Room for the members of a relation that are collected when they are asked for; not part of the state's value.</summary>
    private readonly int[]?[] _members = new int[Enum.GetValues<Relation>().Length][];
    private int _requestedCount;

    /// <summary>
    /// A call that waits is asked about: when it began nothing it waits for was complete, or it would not wait. Otherwise
    /// the question is about a call or step that happens now, in no time.
    /// </summary>
    internal bool AskedInWait { get; set; }

    /// <summary>The change that is asked about.</summary>
    internal CachedChange AskedChange { get; set; }

    /// <summary>What the signal or notification that is asked about is like: of this process, and to be seen.</summary>
    internal Arrival AskedArrival { get; set; }

    /// <summary>The list that is asked about.</summary>
    internal int AskedList { get; set; } = None;

    /// <inheritdoc/>
    Declaration IWorld.Declared => Setting.Declared;

    /// <inheritdoc/>
    Range64 IWorld.OutstandingCount => new(Outstanding, Outstanding);

    /// <summary>What was submitted.</summary>
    public RequestInfo Info(int request) => Requests[request].Info!;

    /// <inheritdoc/>
    ReadOnlySpan<int> IWorld.Members(Relation relation, in Scope scope) => relation switch
    {
        Relation.Listed => TopWait(scope.Thread).Members,
        Relation.Elements => Lists[AskedList].Members,
        Relation.Requested => Room(relation, _requestedCount).AsSpan(0, _requestedCount),
        Relation.CoveredSameDescriptor => Covered(relation, scope.Request, same: true),
        Relation.CoveredOtherDescriptor => Covered(relation, scope.Request, same: false),
        Relation.PerhapsCovered => [],
        Relation.AppendsBefore => AppendsBefore(scope.Request),
        Relation.Preferred => Preferred(scope.Request),
        Relation.Before => Before(scope.Request),
        _ => AllOutstanding(),
    };

    /// <inheritdoc/>
    Truth IWorld.Complete(int request, When when)
    {
        ref var slot = ref Requests[request];
        if (slot.Phase != Phase.Complete) return TruthLogic.Known(slot.Proposed && when == When.Return);
        return when switch
        {
            When.Entry => TruthLogic.Known(!AskedInWait),
            When.Deadline => TruthLogic.Known(DoneAtDeadline),
            _ => Truth.Yes,
        };
    }

    /// <inheritdoc/>
    Truth IWorld.Transferred(int request) => TruthLogic.Known(HasMoved(Requests[request]));

    /// <inheritdoc/>
    Truth IWorld.Running(int request, When when) => TruthLogic.Known(Requests[request].Phase is Phase.Running or Phase.Transferred);

    /// <inheritdoc/>
    Truth IWorld.Reaped(int request, When when) => TruthLogic.Known(Requests[request].Reaped);

    /// <inheritdoc/>
    Truth IWorld.HasStatus(int request, Errno status)
    {
        ref var slot = ref Requests[request];
        if (slot.Proposed) return TruthLogic.Known(status == Errno.ECANCELED);
        return TruthLogic.Known(slot.Phase == Phase.Complete && slot.Status == status);
    }

    /// <inheritdoc/>
    Truth IWorld.HasResult(int request, long result) =>
        TruthLogic.Known(Requests[request].Phase == Phase.Complete && Requests[request].Result == result);

    /// <inheritdoc/>
    Truth IWorld.CancelCovered(int request) => TruthLogic.Known(Requests[request].Covered);

    /// <inheritdoc/>
    Truth IWorld.CancelTried(int request) => TruthLogic.Known(Requests[request].Covered);

    /// <inheritdoc/>
    Truth IWorld.Notified(int request) => TruthLogic.Known(Requests[request].Notified);

    /// <inheritdoc/>
    Truth IWorld.OutstandingAtSubmissionOf(int request, int later) => TruthLogic.Known(Array.IndexOf(Requests[later].Covers, request) >= 0);

    /// <inheritdoc/>
    bool IWorld.Tells(Tell tell, in Scope scope) => false;

    /// <inheritdoc/>
    Truth IWorld.DescriptorOpen(int fildes, When when) => TruthLogic.Known(DescriptionOf(fildes) >= 0);

    /// <inheritdoc/>
    Range64 IWorld.SizeDuring(int request)
    {
        ref var slot = ref Requests[request];
        var size = HasMoved(slot) || slot.File < 0 ? slot.SizeSeen : Files[slot.File].Content.Length;
        return new Range64(size, size);
    }

    /// <inheritdoc/>
    bool IWorld.MayWantThread(int request) => false;

    /// <inheritdoc/>
    Range64 IWorld.StreamDuring(int request)
    {
        ref var slot = ref Requests[request];
        var bytes = slot.StreamSeen;
        if (!HasMoved(slot) && slot.File >= 0)
        {
            bytes = slot.Info!.Kind == RequestKind.Read ? Files[slot.File].Available : Files[slot.File].Room;
        }

        return new Range64(bytes, bytes);
    }

    /// <inheritdoc/>
    Truth IWorld.PeerClosed(int request)
    {
        ref var slot = ref Requests[request];
        if (HasMoved(slot)) return TruthLogic.Known(slot.PeerClosed);
        return TruthLogic.Known(slot.File >= 0 && IsPeerClosed(slot.File, slot.Info!.Kind == RequestKind.Read));
    }

    /// <inheritdoc/>
    Truth IWorld.BytesFit(int request, Data bytes) => TruthLogic.Known(bytes.Equals(Requests[request].Bytes));

    /// <inheritdoc/>
    Truth IWorld.Coming(Arrival fact, int thread) => TruthLogic.Known((AskedArrival & fact) != 0);

    /// <inheritdoc/>
    Truth IWorld.CanceledBefore(int thread) => TruthLogic.Known(Threads[thread].CancelPending);

    /// <inheritdoc/>
    Truth IWorld.BytesAsSeen(int request, Data bytes) => Truth.Yes;

    /// <inheritdoc/>
    Truth IWorld.BytesAsStored(int request, Data bytes) => Truth.Yes;

    /// <inheritdoc/>
    Truth IWorld.Promised(int change, Promises promise) => TruthLogic.Known((AskedChange.Kept & promise) != 0);

    /// <inheritdoc/>
    Truth IWorld.DeadlinePassed(int thread) => TruthLogic.Known(TopWait(thread).Passed);

    /// <inheritdoc/>
    Truth IWorld.Caught(int thread, bool restart) => TruthLogic.Known(restart ? TopWait(thread).CaughtRestart : TopWait(thread).Caught);

    /// <inheritdoc/>
    Truth IWorld.CaughtBeforeDeadline(int thread) => TruthLogic.Known(TopWait(thread).CaughtBeforeDeadline);

    /// <inheritdoc/>
    Truth IWorld.IgnoredSignalSent(int thread) => TruthLogic.Known(TopWait(thread).IgnoredSent);

    /// <inheritdoc/>
    Truth IWorld.ClockStepped(int thread) => TruthLogic.Known(TopWait(thread).ClockStepped);

    /// <inheritdoc/>
    void IWorld.LearnComplete(int request, When when, bool holds, Clause because)
    {
    }

    /// <inheritdoc/>
    void IWorld.LearnStatus(int request, Errno status, bool holds, Clause because)
    {
    }

    /// <inheritdoc/>
    void IWorld.LearnResult(int request, long result, bool holds, Clause because)
    {
    }

    /// <summary>Whether a listed request was complete when the timeout of the asked call passed.</summary>
    internal bool DoneAtDeadline { get; set; }

    /// <summary>Whether nobody can open, or will write or read, the other end of a pipe or the other socket any more.</summary>
    internal bool IsPeerClosed(int file, bool forReader)
    {
        ref var slot = ref Files[file];
        if (slot.Type is not (FileType.PipeReadEnd or FileType.Socket)) return false;
        if (slot.Shut) return true;
        // A write that is under way goes on as if its descriptor were open (CLOSE-02): no end of file before it has moved.
        return forReader ? slot.Writers == 0 && slot.Appends == 0 : slot.Readers == 0;
    }

    /// <summary>Sets what aio_cancel or close is asked for.</summary>
    internal void Request(ReadOnlySpan<int> requests)
    {
        requests.CopyTo(Room(Relation.Requested, requests.Length));
        _requestedCount = requests.Length;
    }

    private static bool HasMoved(in RequestSlot slot) => slot.Phase is Phase.Transferred or Phase.Complete;

    private int[] Room(Relation relation, int size)
    {
        ref var room = ref _members[(int)relation];
        if (room is null || room.Length < size) Array.Resize(ref room, Math.Max(16, size * 2));
        return room;
    }

    private ReadOnlySpan<int> Covered(Relation relation, int request, bool same)
    {
        var covers = Requests[request].Covers;
        if (covers.Length == 0) return [];
        var fildes = Info(request).Block.Fildes.Number;
        var room = Room(relation, covers.Length);
        var count = 0;
        foreach (var covered in covers)
        {
            if (Info(covered).Block.Fildes.Number == fildes == same) room[count++] = covered;
        }

        return room.AsSpan(0, count);
    }

    /// <summary>Those whose bytes have not moved yet: the others cannot be overtaken any more.</summary>
    private ReadOnlySpan<int> Before(int request)
    {
        if (Requests[request].File < 0) return [];
        var before = new List<int>();
        for (var at = Requests[request].PreviousInFile; at >= 0; at = Requests[at].PreviousInFile) before.Add(at);
        return before.ToArray();
    }

    private ReadOnlySpan<int> AppendsBefore(int request)
    {
        ref var slot = ref Requests[request];
        if (slot.File < 0 || !slot.Info!.Appends || Files[slot.File].Appends <= 1) return [];
        var room = Room(Relation.AppendsBefore, Files[slot.File].Appends);
        var count = 0;
        for (var at = slot.PreviousInFile; at >= 0; at = Requests[at].PreviousInFile)
        {
            ref var before = ref Requests[at];
            if (!before.Info!.Appends || before.Phase == Phase.Transferred) continue;
            if (before.Description == slot.Description || Files[slot.File].IsStream) room[count++] = at;
        }

        return room.AsSpan(0, count);
    }

    private ReadOnlySpan<int> Preferred(int request)
    {
        ref var slot = ref Requests[request];
        if (slot.File < 0 || slot.Info!.Kind == RequestKind.Fsync) return [];
        var count = 0;
        for (var at = Files[slot.File].FirstPlus1 - 1; at >= 0; at = Requests[at].NextInFile)
        {
            ref var other = ref Requests[at];
            if (other.Info!.Kind == RequestKind.Fsync || other.Info.Block.Reqprio >= slot.Info.Block.Reqprio) continue;
            // A read of a stream and a write to it wait for different things, most often for each other.
            if (Files[slot.File].IsStream && other.Info.Kind != slot.Info.Kind) continue;
            Room(Relation.Preferred, count + 1)[count++] = at;
        }

        return _members[(int)Relation.Preferred].AsSpan(0, count);
    }

    private ReadOnlySpan<int> AllOutstanding()
    {
        var room = Room(Relation.Outstanding, Outstanding);
        var count = 0;
        for (var i = 0; i < Requests.Used; i++)
        {
            if (Requests[i].IsOutstanding) room[count++] = i;
        }

        return room.AsSpan(0, count);
    }
}
