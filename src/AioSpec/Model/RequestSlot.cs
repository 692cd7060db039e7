namespace AioSpec.Model;

/// <summary>A request in the state: what was submitted, how far it is, and who refers to it.</summary>
internal struct RequestSlot
{
    public const int None = -1;

    public RequestInfo? Info;
    public Phase Phase;

    /// <summary>The device is not done with it.</summary>
    public bool Held;
    public bool Reaped;

    /// <summary>Something that may cancel covered it while it was outstanding.</summary>
    public bool Covered;

    /// <summary>It will be complete as canceled, and who cancels it waits for that.</summary>
    public bool Canceling;

    /// <summary>Its notification has yet to come.</summary>
    public bool Due;
    public bool Notified;

    /// <summary>A list element that could not be queued for want of resources: it has a status and nothing else (LIO-17).</summary>
    public bool NotQueued;

    /// <summary>Considered for cancellation while a rule is asked; not part of the state's value.</summary>
    public bool Proposed;

    /// <summary>The other end was closed when it transferred.</summary>
    public bool PeerClosed;

    public Errno Status;
    public long Result;
    public Treatment Treatment;

    /// <summary>The bytes that a read has brought.</summary>
    public Data? Bytes;

    /// <summary>How much of a stream write has gone.</summary>
    public long Moved;

    /// <summary>The size of the file, and what the stream could give, when it transferred.</summary>
    public long SizeSeen;
    public long StreamSeen;

    /// <summary>Its file, or None; and its open file description, which it holds while it is outstanding (CLOSE-02).</summary>
    public int File;
    public int Description;

    /// <summary>What an aio_fsync covers: the reads and writes that were outstanding at the call.</summary>
    public int[] Covers;

    public int References;

    /// <summary>The outstanding requests of the file in the order of submission; the queued ones of the device likewise.</summary>
    public int PreviousInFile;
    public int NextInFile;
    public int PreviousQueued;
    public int NextQueued;

    public readonly bool IsOutstanding => Phase is Phase.Queued or Phase.Running or Phase.Transferred;

    public readonly void AddTo(ref StableHash hash)
    {
        hash.Add((int)Phase | (Held ? 16 : 0) | (Reaped ? 32 : 0) | (Covered ? 64 : 0) | (Due ? 128 : 0) | (Notified ? 256 : 0) | (Canceling ? 512 : 0));
        if (Info is null) return;
        hash.Add(Info.Cb);
        hash.Add(((long)Info.List << 8) + (long)Info.Kind);
        hash.Add(Info.Block.Offset);
        hash.Add(Info.Block.Nbytes);
        hash.Add(((long)Status << 32) ^ Result);
        hash.Add((long)Treatment.Fault);
        hash.Add(Treatment.Limit);
        hash.Add(Moved);
        hash.Add(((long)File << 32) | (uint)Description);
        foreach (var covered in Covers) hash.Add((long)covered);
    }

    /// <summary>Writes its value, but for who refers to it.</summary>
    public readonly void Write(PartWriter to, Setting setting)
    {
        if (Phase == Phase.Free) return;
        to.Add((long)Phase | (Held ? 16L : 0) | (Reaped ? 32L : 0) | (Covered ? 64L : 0) | (Due ? 128L : 0) | (Notified ? 256L : 0)
            | (NotQueued ? 512L : 0) | (PeerClosed ? 1024L : 0) | (Canceling ? 2048L : 0));
        to.Add((long)Status | ((long)Treatment.Fault << 32));
        to.Add(Result);
        to.Add(Treatment.Limit);
        to.Add(Bytes);
        to.Add(Moved);
        to.Add(SizeSeen);
        to.Add(StreamSeen);
        to.Add(((long)File << 32) | (uint)Description);
        to.Add(Covers);
        Info!.Write(to, setting);
    }

    /// <summary>Whether both mean the same. Neither how many refer to it nor how many submissions there were before is looked at.</summary>
    public readonly bool Same(in RequestSlot other) =>
        Phase == other.Phase && (Phase == Phase.Free || (SameProgress(other) && SameSubmission(Info!, other.Info!)));

    private readonly bool SameProgress(in RequestSlot other) =>
        Held == other.Held && Reaped == other.Reaped && Covered == other.Covered && Canceling == other.Canceling && Due == other.Due && Notified == other.Notified
        && Status == other.Status && Result == other.Result && Treatment == other.Treatment && Equals(Bytes, other.Bytes)
        && Moved == other.Moved && SizeSeen == other.SizeSeen && StreamSeen == other.StreamSeen && PeerClosed == other.PeerClosed
        && File == other.File && Description == other.Description && Covers.AsSpan().SequenceEqual(other.Covers);

    private static bool SameSubmission(RequestInfo a, RequestInfo b) => ReferenceEquals(a, b)
        || (a.Cb == b.Cb && a.Kind == b.Kind && a.Block == b.Block && a.Operation == b.Operation && a.Open == b.Open && a.List == b.List
        && a.Thread == b.Thread && a.ReusesUnreaped == b.ReusesUnreaped && a.Reuses == b.Reuses
        && a.InNotification == b.InNotification && a.SignalsBlocked == b.SignalsBlocked);
}
