using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What aio_error and aio_return may return (ERROR, RETURN).</summary>
public static class StatusRules
{
    private static readonly Fact Declares = Is.Declared("EINVAL after retrieval", d => d.Profile.EinvalAfterReturn == true);
    private static readonly Fact DeclaresNot = Is.Declared("no EINVAL after retrieval", d => d.Profile.EinvalAfterReturn == false);

    /// <summary>The request is not complete yet: aio_return is undefined (RETURN-03).</summary>
    internal static readonly Fact Early = !Is.CompleteAtEntry;

    private static readonly Fact ReadsStream =
        Is.Request("it reads a stream", r => r is { Kind: RequestKind.Read, Nbytes: not 0, Description.IsStream: true });

    private static readonly Fact SomeCountFits = new Atom(
        "there was something to read, or the other end is closed",
        (IWorld w, in Scope s) => TruthLogic.Known(Counts.Of(w, s.Request) is var counts && counts.Min <= counts.Max));

    /// <summary>What a count that aio_return gives says of the request: it is complete, and it succeeded.</summary>
    public static readonly Clause Retrieval = Seen("RETURN-01", "a count", NotMinusOne, Is.CompleteAtEntry & Is.Succeeded);

    /// <summary>aio_error.</summary>
    public static readonly Rule Error = new("aio_error",
    [
        Only("ERROR-01", "-1 with errno EINPROGRESS", Fails(Errno.EINPROGRESS), Is.Never),
        Only("EINTR-01", "EINTR", Fails(Errno.EINTR), Is.Never),
        Only("ERROR-03", "-1 with the error in errno", FailsOtherwise(Errno.EINVAL, Errno.EINPROGRESS, Errno.EINTR), Is.Never),
        .. Forgotten("SUB-01", Tell.StatusSeen, "ERROR-08"),
        Only("ERROR-05", "EINVAL", Fails(Errno.EINVAL), !DeclaresNot),
        Only("ERROR-05", "a status", NotMinusOne, !Is.Reaped | !Declares),
        Only("LIO-16", "0", Zero, !ReadsStream | Is.Reaped | SomeCountFits | !Is.Told(Tell.BytesOfRejectedList)),
        Only("READ-11", "0", Zero, !ReadsStream | Is.Reaped | SomeCountFits),
        Seen("ERROR-01", "EINPROGRESS", Value((long)Errno.EINPROGRESS), !Is.CompleteDuring),
        Seen("ERROR-06", "a final status", Final, Is.CompleteDuring),
        Seen("ERROR-06", "a final status", Final, Is.StatusIsOutcome),
    ],
    [
        new("ERROR-07", "aio_error returns", Is.Told(Tell.InHandler)),
        new("THREAD-01", "aio_error returns", Is.Always),
    ]);

    /// <summary>aio_return.</summary>
    public static readonly Rule Return = new("aio_return",
    [
        Only("EINTR-01", "EINTR", Fails(Errno.EINTR), Early | !Is.Succeeded),
        .. Forgotten("RETURN-02", Tell.StatusSeen, "RETURN-02"),
        Only("ERROR-05", "EINVAL", Fails(Errno.EINVAL), !Is.Reaped | !DeclaresNot | !Is.Succeeded),
        Only("ERROR-05", "a result", NotMinusOne, !Is.Reaped | !Declares),
        Only("CANCEL-03", "a count", NotMinusOne, Early | !Is.Canceled | Is.Request("it is a write", r => r.Kind == RequestKind.Write)),
        Only("WRITE-09", "a count", NotMinusOne, Early | !Is.Canceled),
        Only("ERROR-02", "a count", NotMinusOne, Early | Is.Succeeded),
        Only("RETURN-01", "-1", MinusOne, Early | !Is.Succeeded | Is.Reaped),
        Only("RETURN-01", "less than -1", (in Outcome o) => o.Value < -1, Is.Never),
        Only("FSYNC-07", "neither 0 nor -1", ValueOtherwise(0, -1), Early | !Is.Request("it is aio_fsync", r => r.Kind == RequestKind.Fsync)),
        Only("THREAD-06", "another count", NotMinusOne, Early | Is.ResultIsOutcome | !Is.Told(Tell.ReturnOverlaps)),
        Only("RETURN-02", "another count", NotMinusOne, Early | Is.ResultIsOutcome),
    ],
    [
        new("RETURN-07", "aio_return returns", Is.Told(Tell.InHandler)),
        new("THREAD-01", "aio_return returns", Is.Always),
    ]);

    private static bool Final(in Outcome outcome) => outcome.Value >= 0 && outcome.Value != (long)Errno.EINPROGRESS;

    /// <summary>EINVAL for a request whose result was not retrieved: the system has forgotten it.</summary>
    private static Clause[] Forgotten(string otherwise, Tell tell, string told)
    {
        return
        [
            Only("CLOSE-04", "EINVAL", Fails(Errno.EINVAL), Excuse() | !(Is.Told(Tell.ClosedSince) | Is.Told(Tell.ReplacedSince))),
            Only("THREAD-05", "EINVAL", Fails(Errno.EINVAL), Excuse() | !Is.Told(Tell.OtherThread)),
            Only(told, "EINVAL", Fails(Errno.EINVAL), Excuse() | !Is.Told(tell)),
            Only("LIO-07", "EINVAL", Fails(Errno.EINVAL), Excuse() | !Is.Request("it is a list element", r => r.List >= 0)),
            Only(otherwise, "EINVAL", Fails(Errno.EINVAL), Excuse()),
        ];

        Fact Excuse() => otherwise == "RETURN-02" ? Is.Reaped | Early | !Is.Succeeded : Is.Reaped | Is.NotInitiated;
    }
}
