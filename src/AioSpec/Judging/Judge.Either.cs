using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>
/// What is done with a number while another thread makes it name another file: it may be of either, and nobody who only sees the
/// calls can say of which.
/// </summary>
public sealed partial class Judge
{
    /// <summary>The number names something else next, while these requests are being submitted and these calls are under way.</summary>
    private void AreOfEither(KnownDescriptors descriptors, int fd, KnownDescription next)
    {
        foreach (var request in BeingSubmitted(descriptors, fd)) IsOfEither(request, next);
        foreach (var thread in _known.Threads)
        {
            if (!ReferenceEquals(_known.Descriptors[thread.Process], descriptors)) continue;
            foreach (var frame in thread.Frames)
            {
                if (frame is not null && FildesOf(frame.Call) is { } fildes && fildes.Number == fd) IsOfEither(frame, next);
            }
        }
    }

    private KnownRequest[] BeingSubmitted(KnownDescriptors descriptors, int fd) => [.. _known.OutstandingRequests.Where(r =>
        r.Returned == Moment.Never && r.Info.Block.Fildes.Number == fd && ReferenceEquals(_known.Descriptors[r.Process], descriptors))];

    private void IsOfEither(KnownRequest request, KnownDescription next)
    {
        if (ReferenceEquals(request.On, next)) return;
        MayMove(request.On, request.Info.Kind);
        MayMove(next, request.Info.Kind);
        var offset = request.Info.Block.Offset;
        if (request.Info.Kind == RequestKind.Write && next.File is not null && (next.Is.Appends || offset >= 0))
        {
            // It never ends for sure: it may not be of this file.
            BeginWrite(next, BytesToWrite(request.Info), offset, next.Is.Appends);
        }

        _known.Taint(request);
    }

    private void IsOfEither(OpenCall open, KnownDescription next)
    {
        if (ReferenceEquals(open.On, next) || open.Perhaps?.Contains(next) == true) return;
        (open.Perhaps ??= []).Add(next);
        if (MovesOffset(open.Call)) next.BeginOffset();
        // What it does never ends for sure, in neither.
        open.Effect = default;
        switch (open.Call)
        {
            case Read: MayMove(open.On, RequestKind.Read); MayMove(next, RequestKind.Read); break;
            case Write c:
                MayMove(open.On, RequestKind.Write);
                MayMove(next, RequestKind.Write);
                BeginWrite(next, c.Bytes, next.Offset, next.Is.Appends);
                break;
            case Pwrite c: BeginWrite(next, c.Bytes, c.Offset, appends: false); break;
            case Ftruncate { Length: >= 0 } c when next.File is { } file: BeginTruncation(file, c.Length); break;
        }
    }

    /// <summary>Bytes may come out of its stream, or go into it, or not.</summary>
    private static void MayMove(KnownDescription? on, RequestKind kind)
    {
        if (on?.StreamOf(kind) is not { } stream) return;
        stream.Leaks |= kind == RequestKind.Read;
        stream.IsUnknown |= kind == RequestKind.Write;
    }

    /// <summary>What it brought or did is not judged, and where it left a file offset is open.</summary>
    private static void EndOfEither(OpenCall open)
    {
        if (open.Read is { } read) read.End();
        if (!MovesOffset(open.Call)) return;
        open.On?.EndOffset(null);
        foreach (var on in open.Perhaps!) on.EndOffset(null);
    }
}
