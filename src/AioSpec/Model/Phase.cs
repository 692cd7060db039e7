namespace AioSpec.Model;

/// <summary>How far a request is. What is seen from outside is only whether it is complete.</summary>
public enum Phase : byte
{
    /// <summary>The slot holds no request.</summary>
    Free,
    /// <summary>Accepted; nothing was done yet.</summary>
    Queued,
    /// <summary>In work: the bytes may move.</summary>
    Running,
    /// <summary>The bytes have moved, or the transfer has failed; the status does not tell yet.</summary>
    Transferred,
    /// <summary>The error status is final.</summary>
    Complete,
}
