namespace AioSpec.Model;

/// <content>Pipes, sockets and character special files: transfers that wait for data or room (read/D, write/D).</content>
public sealed partial class Machine
{
    /// <summary>Whether a running request need not wait for data or room.</summary>
    private bool IsReady(int request)
    {
        ref var slot = ref State.Requests[request];
        var info = slot.Info!;
        if (slot.Treatment.Fault != Errno.None || info.Description is not { IsStream: true } end) return true;
        if (info.Nbytes == 0 || end.Nonblocking || info.Kind is RequestKind.Fsync or RequestKind.Invalid) return true;
        return info.Kind == RequestKind.Read ? CanRead(slot.File) : CanWrite(slot.File, info.Nbytes, slot.Moved);
    }

    private bool CanRead(int file) => State.Files[file].Available > 0 || State.IsPeerClosed(file, forReader: true);

    /// <summary>A write of at most PIPE_BUF bytes goes as a whole (WRITE-08), a longer one as far as there is room.</summary>
    private bool CanWrite(int file, long length, long moved)
    {
        ref var slot = ref State.Files[file];
        if (State.IsPeerClosed(file, forReader: false)) return true;
        return slot.Room >= (GoesWhole(slot, length) ? length : Math.Min(1, length - moved));
    }

    /// <summary>PIPE_BUF is of pipes; it is held to for character special files, too, and not for sockets.</summary>
    private bool GoesWhole(in FileSlot file, long length) => length <= Declared.PipeBuf && length <= file.Capacity && file.Type != FileType.Socket;

    private (long Result, Errno Errno) ReadStream(ref RequestSlot slot)
    {
        ref var file = ref State.Files[slot.File];
        var length = Math.Min(LengthOf(slot), file.Available);
        if (length == 0 && slot.Info!.Nbytes != 0 && !State.IsPeerClosed(slot.File, forReader: true)) return (-1, Errno.EAGAIN);
        slot.Bytes = TakeBytes(ref file, length);
        return (length, Errno.None);
    }

    private (long Result, Errno Errno) WriteStream(ref RequestSlot slot)
    {
        ref var file = ref State.Files[slot.File];
        var info = slot.Info!;
        if (info.Nbytes == 0) return (0, Errno.None);
        if (State.IsPeerClosed(slot.File, forReader: false)) return (-1, Errno.EPIPE);
        var length = Math.Min(info.Nbytes - slot.Moved, file.Room);
        if (length < info.Nbytes && GoesWhole(file, info.Nbytes)) length = 0;
        Put(ref slot, length);
        if (slot.Moved == info.Nbytes) return (slot.Moved, Errno.None);
        if (!info.Description!.Nonblocking) return s_notYet;
        return slot.Moved > 0 ? (slot.Moved, Errno.None) : (-1, Errno.EAGAIN);
    }

    /// <summary>So many of the bytes that have not moved yet go into the stream, as far as there is room.</summary>
    private void Put(ref RequestSlot slot, long length)
    {
        ref var file = ref State.Files[slot.File];
        length = Math.Min(length, file.Room);
        if (length <= 0) return;
        file.Put(slot.Info!.Block.Buf!.Slice(slot.Moved, length));
        slot.Moved += length;
    }

    /// <summary>Takes bytes from the front of a stream. What was taken is forgotten before it gets much.</summary>
    private static Data TakeBytes(ref FileSlot file, long length)
    {
        const long Forgotten = 65536;
        var bytes = file.Content.Read(file.Head, length);
        file.Head += length;
        if (file.Available == 0) (file.Content, file.Head) = (Extents.Empty, 0);
        else if (file.Head > Forgotten && file.Head > file.Available) (file.Content, file.Head) = (Extents.Of(file.Unread), 0);
        return bytes;
    }
}
