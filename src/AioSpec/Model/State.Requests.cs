namespace AioSpec.Model;

/// <content>Requests, lists and control blocks.</content>
public sealed partial class State
{
    // Not readonly: a pool is a struct, and grows.
    internal Pool<RequestSlot> Requests;
    internal Pool<ListSlot> Lists;
    internal BlockSlot[] Blocks = [];

    /// <summary>The queue of the device, in the order of submission.</summary>
    internal int FirstQueued = None;
    internal int LastQueued = None;

    /// <summary>How many transfers the device works on.</summary>
    internal int RunningCount;
    internal int Outstanding;

    /// <summary>How many submissions there were; not part of the state's value.</summary>
    internal long Submissions;

    /// <summary>How many requests were accepted and are not complete.</summary>
    public int OutstandingRequests => Outstanding;

    /// <summary>How many requests were accepted so far.</summary>
    public long AcceptedRequests => Submissions;

    /// <summary>How many slots for requests there are: the most that were in use at one time.</summary>
    public int RequestSlots => Requests.Used;

    /// <summary>How far the request in a slot is.</summary>
    public Phase PhaseOf(int request) => Requests[request].Phase;

    /// <summary>The return status and the error status of a request that has transferred or is complete.</summary>
    public (long Result, Errno Status) EndOf(int request) => (Requests[request].Result, Requests[request].Status);

    /// <summary>The request that a control block stands for, or -1.</summary>
    public int CurrentOf(int block) => block < Blocks.Length ? Blocks[block].Current : None;

    /// <summary>The requests that are outstanding on a file.</summary>
    public IEnumerable<int> OutstandingOn(int file)
    {
        for (var at = Files[file].FirstPlus1 - 1; at >= 0; at = Requests[at].NextInFile) yield return at;
    }

    /// <summary>Whether the request of a control block is not complete: the block and its buffer belong to the system (CB-02).</summary>
    public bool InProgress(int block) => CurrentOf(block) is >= 0 and var request && Requests[request].IsOutstanding;

    /// <summary>Whether the result of a control block's request was retrieved, or there is no request.</summary>
    public bool IsReaped(int block) => CurrentOf(block) is not (>= 0 and var request) || Requests[request].Reaped;

    /// <summary>The error status of a control block's request; null where there is no request.</summary>
    public Errno? StatusOf(int block)
    {
        if (CurrentOf(block) is not (>= 0 and var request)) return null;
        return Requests[request].Phase == Phase.Complete ? Requests[request].Status : Errno.EINPROGRESS;
    }

    /// <summary>Whether the program has freed a control block.</summary>
    public bool IsFreed(int block) => block < Blocks.Length && Blocks[block].Freed;

    /// <summary>What the buffer of a control block holds: what it held at the submission, with what a read has brought since.</summary>
    public Data BufferOf(int block)
    {
        if (block >= Blocks.Length) return Data.Empty;
        var buffer = Blocks[block].Buffer ?? Data.Empty;
        if (Blocks[block].Overwritten || CurrentOf(block) < 0 || Requests[CurrentOf(block)].Bytes is not { } read) return buffer;
        return buffer.Length <= read.Length ? read : Data.Concat(read, buffer.Slice(read.Length, buffer.Length - read.Length));
    }

    /// <summary>Where in its file the transfer of a request starts: an append at the end as it is now.</summary>
    public long OffsetOf(int request)
    {
        ref var slot = ref Requests[request];
        return slot.Info!.Appends && slot.File >= 0 ? Files[slot.File].Content.Length : slot.Info.Block.Offset;
    }

    internal ref BlockSlot Block(int block)
    {
        if (block >= Blocks.Length) Array.Resize(ref Blocks, Math.Max(block + 1, Blocks.Length * 2));
        return ref Blocks[block];
    }

    /// <summary>Takes a slot for a request that nothing refers to yet.</summary>
    internal int TakeRequest(RequestInfo info, int file, int description)
    {
        var slot = Setting.SlotsByBlock ? Requests.Take(Setting.Blocks.Find(info.Cb), Setting.Blocks.Count) : Requests.Take();
        // A slot that is free is empty (Discard): what is set here is all there is.
        ref var taken = ref Requests[slot];
        (taken.Info, taken.Treatment, taken.Covers) = (info, Treatment.Good, []);
        (taken.File, taken.Description) = (file, description);
        (taken.PreviousInFile, taken.NextInFile) = (None, None);
        (taken.PreviousQueued, taken.NextQueued) = (None, None);
        return slot;
    }

    /// <summary>Gives up one reference to a request.</summary>
    internal void Release(int request)
    {
        ref var slot = ref Requests[request];
        Invariant.Holds(slot.References > 0, $"a request is released once for each reference");
        if (--slot.References > 0) return;
        Discard(request);
    }

    internal void Discard(int request)
    {
        ref var slot = ref Requests[request];
        slot = default;
        slot.Covers = [];
        Requests.Give(request);
    }

    /// <summary>Puts a request at the end of what is outstanding on its file.</summary>
    internal void Enlist(int request)
    {
        ref var slot = ref Requests[request];
        if (slot.File < 0) return;
        ref var file = ref Files[slot.File];
        slot.PreviousInFile = file.LastPlus1 - 1;
        if (file.LastPlus1 > 0) Requests[file.LastPlus1 - 1].NextInFile = request;
        else file.FirstPlus1 = request + 1;
        file.LastPlus1 = request + 1;
        if (slot.Info!.Kind == RequestKind.Fsync) file.Fsyncs++;
        if (slot.Info.Appends) file.Appends++;
    }

    /// <summary>Takes a request out of what is outstanding on its file.</summary>
    internal void Delist(int request)
    {
        ref var slot = ref Requests[request];
        if (slot.File < 0) return;
        ref var file = ref Files[slot.File];
        if (slot.PreviousInFile >= 0) Requests[slot.PreviousInFile].NextInFile = slot.NextInFile;
        else file.FirstPlus1 = slot.NextInFile + 1;
        if (slot.NextInFile >= 0) Requests[slot.NextInFile].PreviousInFile = slot.PreviousInFile;
        else file.LastPlus1 = slot.PreviousInFile + 1;
        (slot.PreviousInFile, slot.NextInFile) = (None, None);
        if (slot.Info!.Kind == RequestKind.Fsync) file.Fsyncs--;
        if (slot.Info.Appends) file.Appends--;
    }

    internal void Enqueue(int request)
    {
        Requests[request].PreviousQueued = LastQueued;
        if (LastQueued >= 0) Requests[LastQueued].NextQueued = request;
        else FirstQueued = request;
        LastQueued = request;
    }

    internal void Dequeue(int request)
    {
        ref var slot = ref Requests[request];
        if (slot.PreviousQueued >= 0) Requests[slot.PreviousQueued].NextQueued = slot.NextQueued;
        else FirstQueued = slot.NextQueued;
        if (slot.NextQueued >= 0) Requests[slot.NextQueued].PreviousQueued = slot.PreviousQueued;
        else LastQueued = slot.PreviousQueued;
        (slot.PreviousQueued, slot.NextQueued) = (None, None);
    }

    /// <summary>Whether the transfer goes through the device: streams and bad descriptors do not.</summary>
    internal bool ThroughDevice(int request)
    {
        var file = Requests[request].File;
        return file >= 0 && !Files[file].IsStream;
    }

    internal int TakeList(SigEvent? sig, int capacity)
    {
        var slot = Lists.Take();
        ref var list = ref Lists[slot];
        var elements = list.Elements is { } old && old.Length >= capacity ? old : new int[capacity];
        list = new ListSlot { InUse = true, Sig = sig, Elements = elements };
        return slot;
    }

    /// <summary>The requests that a thread waits for in aio_suspend, over all calls that it waits in.</summary>
    public IEnumerable<int> WaitedFor(int thread) =>
        Threads[thread].Waits.Take(Threads[thread].WaitCount).SelectMany(wait => wait.Members.ToArray());

    /// <summary>Whether a request will be complete as canceled.</summary>
    public bool IsCanceling(int request) => Requests[request].Canceling;

    /// <summary>Whether the result of a request was retrieved.</summary>
    public bool IsRetrieved(int request) => Requests[request].Reaped;

    /// <summary>The return status of a request that has transferred or is complete.</summary>
    public long ResultOf(int request) => Requests[request].Result;

    /// <summary>The error status of a request that has transferred or is complete.</summary>
    public Errno StatusOfRequest(int request) => Requests[request].Status;

    /// <summary>Whether the notification of a request has yet to come.</summary>
    public bool IsDue(int request) => Requests[request].Due;

    /// <summary>What a descriptor refers to, or null where it is not open.</summary>
    public Description? DescriptionBehind(int fildes) => DescriptionOf(fildes) is >= 0 and var description ? Descriptions[description].Info : null;

    /// <summary>Whether an open file description has this number: who opens a file takes the first that is free.</summary>
    public bool IsDescription(int description) => description < Descriptions.Used && Descriptions[description].Info is not null;

    /// <summary>Whether a descriptor refers to an open file description.</summary>
    public bool HasDescriptor(int description) => Descriptors.Contains(description);

    /// <summary>The first request of a list, or -1.</summary>
    public int FirstOf(int list) => Lists[list].Count > 0 ? Lists[list].Elements[0] : None;

    /// <summary>Whether a slot holds a list.</summary>
    public bool IsList(int list) => list < Lists.Used && Lists[list].InUse;

    /// <summary>The requests of a list.</summary>
    public ReadOnlySpan<int> ElementsOf(int list) => Lists[list].Members;

    /// <summary>Whether a step of one request of the file can depend on others of it.</summary>
    public bool IsOrdered(int file)
    {
        ref var slot = ref Files[file];
        return slot.IsStream || slot.Fsyncs > 0 || slot.Appends > 1 || Setting.Declared.Profile.Prioritized == true;
    }

    /// <summary>The open file descriptions that descriptors refer to, by the descriptors' numbers.</summary>
    public IEnumerable<int> OpenDescriptions() => Descriptors.Where(description => description != None);

    /// <summary>The stream that a thread waits for in read or write.</summary>
    public Description StreamWaitedFor(int thread) => Descriptions[TopWait(thread).Object].Info!;

    /// <summary>What an aio_fsync waits for: the reads and writes that were outstanding at the call; of another request none.</summary>
    public ReadOnlySpan<int> CoveredBy(int request) => Requests[request].Covers;

    /// <summary>The notification of a list that has yet to come, or null.</summary>
    public SigEvent? NotificationOf(int list) => Lists[list].Due ? Lists[list].Sig : null;

    /// <summary>The list that a thread waits for in lio_listio.</summary>
    public int ListWaitedFor(int thread) => TopWait(thread).Object;

    /// <summary>Gives a list back once nothing of it is to come.</summary>
    internal void ReleaseList(int list)
    {
        ref var slot = ref Lists[list];
        if (!slot.InUse || slot.Remaining > 0 || slot.Due || slot.Waited) return;
        foreach (var element in slot.Members) Release(element);
        slot = new ListSlot { Elements = slot.Elements };
        Lists.Give(list);
    }
}
