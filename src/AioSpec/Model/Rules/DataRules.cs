using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>
/// Which bytes a read may bring and a file may hold at the end: those of a write that was concurrent or was the latest to
/// finish before (2.9.7, XBD 3.29). There is one fact; circumstances tell which sentence other bytes break.
/// </summary>
public static class DataRules
{
    private static readonly Fact Fit = new Atom("each byte is that of a write that was concurrent or was the latest to finish before", (IWorld w, in Scope s) => w.BytesFit(s.Request, s.Bytes!));

    /// <summary>The bytes that a read brings.</summary>
    public static readonly Rule Read = new("bytes read",
    [
        Unless("READ-02", Tell.BytesAtFileOffset),
        Unless("RETURN-04", Tell.PreviousResult),
        Unless("SUB-02", Tell.BytesOfRejectedWrite),
        Unless("LIO-16", Tell.BytesOfRejectedList),
        Unless("ORDER-04", Tell.BytesStale),
        Unless("ERROR-09", Tell.BytesOfBufferBefore),
        Unless("CLOSE-06", Tell.ReplacedSince),
        Unless("CLOSE-02", Tell.BytesOfOtherFile),
        Unless("WRITE-08", Tell.BytesInterleaved),
        Only("READ-01", "these bytes", Anything, Fit),
    ],
    []);

    /// <summary>The bytes that a file holds at the end.</summary>
    public static readonly Rule Final = new("bytes at the end",
    [
        Unless("CLOSE-07", Tell.Forked),
        Unless("WRITE-08", Tell.BytesInterleaved),
        Unless("SUB-02", Tell.BytesOfRejectedWrite),
        Unless("LIO-16", Tell.BytesOfRejectedList),
        Unless("CLOSE-06", Tell.ReplacedSince),
        Unless("CLOSE-02", Tell.BytesOfOtherFile),
        Unless("APPEND-04", Tell.BytesOfAppendAtOffset),
        Unless("APPEND-03", Tell.AppendsDamaged),
        Unless("APPEND-01", Tell.AppendsReordered),
        Unless("PRIO-03", Tell.PrioritiesReversed),
        Unless("PRIO-04", Tell.EqualsReordered),
        Unless("WRITE-02", Tell.BytesOfOtherPlace),
        Unless("WRITE-02", Tell.GapNotZero),
        Unless("ORDER-02", Tell.BytesOfNobody),
        Only("WRITE-01", "these bytes", Anything, Fit),
    ],
    []);

    /// <summary>The bytes that the program finds in a buffer once the read is complete: it belongs to the program again (CB-02).</summary>
    public static readonly Rule Buffer = new("bytes in the buffer",
    [
        Only("CB-02", "these bytes", Anything, new Atom("what the program has stored there stays", (IWorld w, in Scope s) => w.BytesAsStored(s.Request, s.Bytes!))),
        Only("READ-09", "these bytes", Anything, new Atom("the bytes stay as they were seen", (IWorld w, in Scope s) => w.BytesAsSeen(s.Request, s.Bytes!))),
    ],
    []);

    /// <summary>
    /// An error that is found before any byte moves (read/E, write/E). What a write has moved that ends with another one, or a
    /// read has taken from a stream, is left open: nothing, a part or all.
    /// </summary>
    public static bool MovesNothing(Errno status, bool isStream) => status is Errno.EBADF or Errno.EINVAL or Errno.EFBIG or Errno.EOVERFLOW
        || (isStream && status is Errno.EPIPE or Errno.EAGAIN);

    private static Clause Unless(string id, Tell tell) => Only(id, "these bytes", Anything, Fit | !Is.Told(tell));
}
