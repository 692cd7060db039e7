using AioSpec.Model.Rules;

namespace AioSpec.Model;

/// <content>How the bytes of a request move: what read(), write() and fsync() would do (2.8.2).</content>
public sealed partial class Machine
{
    /// <summary>How many zeros come at a time: a source without end may bring fewer bytes than were asked for (READ-04).</summary>
    private const long MostZeros = 1 << 20;

    private static readonly (long, Errno) s_notYet = (0, Errno.EINPROGRESS);

    /// <summary>The result of the transfer with its error; EINPROGRESS where a part has moved and the rest is to come.</summary>
    private (long Result, Errno Errno) Perform(int request)
    {
        ref var slot = ref State.Requests[request];
        if (slot.Treatment.Fault != Errno.None) return Fail(ref slot);
        var info = slot.Info!;
        if (info.Kind == RequestKind.Fsync) return Synchronize(request);
        if (info.Description!.Type == FileType.Directory) return (-1, Errno.EISDIR);
        if (info.Description.HoldsNothing) return TransferNothing(ref slot);
        if (info.Description.IsStream) return info.Kind == RequestKind.Read ? ReadStream(ref slot) : WriteStream(ref slot);
        return info.Kind == RequestKind.Read ? ReadFile(request) : WriteFile(ref slot);
    }

    /// <summary>It fails; a part may have moved by then.</summary>
    private (long Result, Errno Errno) Fail(ref RequestSlot slot)
    {
        if (MovesThoughItFails(slot))
        {
            ref var file = ref State.Files[slot.File];
            if (slot.Info!.Kind == RequestKind.Read) TakeBytes(ref file, Math.Min(LengthOf(slot), file.Available));
            else if (file.IsStream) Put(ref slot, Math.Min(slot.Info.Nbytes, slot.Treatment.Limit) - slot.Moved);
            else WriteFile(ref slot);
        }

        return (-1, slot.Treatment.Fault);
    }

    private static bool MovesThoughItFails(in RequestSlot slot) =>
        slot.Treatment.Limit > 0 && slot.Info is { Kind: RequestKind.Read or RequestKind.Write, Description: { } description } info
        && (info.Kind == RequestKind.Write || description.IsStream)
        && !DataRules.MovesNothing(slot.Treatment.Fault, description.IsStream);

    private (long Result, Errno Errno) ReadFile(int request)
    {
        ref var slot = ref State.Requests[request];
        var info = slot.Info!;
        if (Holds(info.Rules.OverflowOf(State, new Scope(request, State.None, default)), request)) return (-1, Errno.EOVERFLOW);
        slot.Bytes = info.Rules.Read.Of(State.Files[slot.File].Content, info.Block.Offset, LengthOf(slot));
        return (slot.Bytes.Length, Errno.None);
    }

    private (long Result, Errno Errno) WriteFile(ref RequestSlot slot)
    {
        var offset = slot.Info!.Appends ? State.Files[slot.File].Content.Length : slot.Info.Block.Offset;
        var length = Math.Min(LengthOf(slot), long.MaxValue - offset);
        if (length > 0) Change(slot.File, OrderOf(slot.Info.Submission), offset, slot.Info.Block.Buf!.Slice(0, length));
        return (length, Errno.None);
    }

    /// <summary>A device that holds nothing has nothing to give or zeros, and takes everything or nothing. What it does with no bytes is not specified.</summary>
    private static (long Result, Errno Errno) TransferNothing(ref RequestSlot slot)
    {
        var type = slot.Info!.Description!.Type;
        if (slot.Info.Kind == RequestKind.Write && type == FileType.FullDevice && slot.Info.Nbytes != 0) return (-1, Errno.ENOSPC);
        var length = slot.Info.Kind == RequestKind.Read && type == FileType.NullDevice ? 0 : LengthOf(slot);
        if (slot.Info.Kind == RequestKind.Read) length = Math.Min(length, MostZeros);
        if (slot.Info.Kind == RequestKind.Read) slot.Bytes = Data.Fill(0, length);
        return (length, Errno.None);
    }

    /// <summary>How many bytes can move: what was asked for, the device's limit, and the offset maximum (READ-08, WRITE-10).</summary>
    private static long LengthOf(in RequestSlot slot)
    {
        var info = slot.Info!;
        var length = Math.Min(info.Nbytes < 0 ? long.MaxValue : info.Nbytes, slot.Treatment.Limit);
        return info.UsesOffset ? Math.Min(length, Math.Max(0, info.Description!.OffsetMaximum - info.Block.Offset)) : length;
    }

    /// <summary>The error of something it covers is its own (FSYNC-10); where none is known, EIO.</summary>
    private (long Result, Errno Errno) Synchronize(int request)
    {
        var scope = new Scope(request, State.None, default);
        Offer(CompletionRules.Status, scope, new Outcome(0));
        if (_count == 0)
        {
            foreach (var covered in State.Requests[request].Covers)
            {
                var status = State.Requests[covered].Status;
                if (_count < _candidates.Length - 1 && status is not (Errno.None or Errno.ECANCELED)) Offer(CompletionRules.Status, scope, new Outcome(-1, status));
            }

            if (_count == 0) Offer(CompletionRules.Status, scope, new Outcome(-1, Errno.EIO));
        }

        return (0, Choose(CompletionRules.Status).Errno);
    }
}
