using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>read, write, pread, pwrite, fsync: the calls that the asynchronous ones are modelled on.</content>
public sealed partial class Machine
{
    private Answer ReadNow(int thread, PreparedCall prepared, Read call)
    {
        if (Refuse(call.Fildes, call.Nbytes, reads: true) is { } error) return error;
        var description = State.DescriptionOf(call.Fildes.Number);
        ref var slot = ref State.Descriptions[description];
        if (slot.Info!.HoldsNothing) return ReadNothing(slot.Info.Type, call.Nbytes);
        if (!slot.Info!.IsStream)
        {
            var bytes = State.Files[slot.Info.File].Content.Read(slot.Offset, Below(slot.Info, slot.Offset, call.Nbytes));
            slot.Offset += bytes.Length;
            return Answer.With(bytes.Length, bytes);
        }

        if (call.Nbytes > 0 && !CanRead(slot.Info.File))
        {
            if (slot.Info.Nonblocking) return Answer.Fail(Errno.EAGAIN);
            return WaitForStream(thread, WaitKind.Read, prepared, description);
        }

        var read = TakeStream(slot.Info.File, call.Nbytes);
        return Answer.With(read.Length, read);
    }

    private Answer WriteNow(int thread, PreparedCall prepared, Write call)
    {
        if (Refuse(call.Fildes, call.Bytes.Length, reads: false) is { } error) return error;
        var description = State.DescriptionOf(call.Fildes.Number);
        ref var slot = ref State.Descriptions[description];
        if (slot.Info!.HoldsNothing) return WriteNothing(slot.Info.Type, call.Bytes.Length);
        if (!slot.Info!.IsStream) return WriteHere(ref slot, call.Bytes);
        var (moved, errno) = PutStream(slot.Info.Output, call.Bytes, 0);
        if (errno != Errno.None) return Answer.Fail(errno);
        if (moved == call.Bytes.Length || (slot.Info.Nonblocking && moved > 0)) return new Answer(moved);
        if (slot.Info.Nonblocking) return Answer.Fail(Errno.EAGAIN);
        var answer = WaitForStream(thread, WaitKind.Write, prepared, description);
        State.TopWait(thread).Moved = moved;
        return answer;
    }

    private Answer WriteHere(ref DescriptionSlot slot, Data bytes)
    {
        if (slot.Info!.Appends) slot.Offset = State.Files[slot.Info.File].Content.Length;
        var answer = Put(slot.Info, slot.Offset, bytes);
        if (answer.Value > 0) slot.Offset += answer.Value;
        return answer;
    }

    private Answer ReadAt(Pread call)
    {
        if (RefuseAt(call.Fildes, call.Nbytes, call.Offset, reads: true) is { } error) return error;
        var info = State.Descriptions[State.DescriptionOf(call.Fildes.Number)].Info!;
        if (info.HoldsNothing) return ReadNothing(info.Type, call.Nbytes);
        var bytes = State.Files[info.File].Content.Read(call.Offset, Below(info, call.Offset, call.Nbytes));
        return Answer.With(bytes.Length, bytes);
    }

    private Answer WriteAt(Pwrite call)
    {
        if (RefuseAt(call.Fildes, call.Bytes.Length, call.Offset, reads: false) is { } error) return error;
        var info = State.Descriptions[State.DescriptionOf(call.Fildes.Number)].Info!;
        return info.HoldsNothing ? WriteNothing(info.Type, call.Bytes.Length) : Put(info, call.Offset, call.Bytes);
    }

    private static Answer ReadNothing(FileType type, long length) =>
        type == FileType.NullDevice ? Bring(Data.Empty) : Bring(Data.Fill(0, Math.Min(length, MostZeros)));

    private static Answer Bring(Data bytes) => Answer.With(bytes.Length, bytes);

    private static Answer WriteNothing(FileType type, long length) =>
        type == FileType.FullDevice && length > 0 ? Answer.Fail(Errno.ENOSPC) : new Answer(length);

    private Answer SynchronizeNow(Fsync call)
    {
        var description = State.DescriptionOf(call.Fildes.Number);
        if (description < 0) return Answer.Fail(Errno.EBADF);
        var info = State.Descriptions[description].Info!;
        if (info.IsStream || info.HoldsNothing) return Answer.Fail(Errno.EINVAL);
        KeepPromise(info.File, Promises.Synchronized);
        return Answer.Zero;
    }

    private Answer Put(Description info, long offset, Data bytes)
    {
        if (bytes.Length > 0 && offset >= info.OffsetMaximum) return Answer.Fail(Errno.EFBIG);
        var length = Below(info, offset, bytes.Length);
        if (length > 0) Change(info.File, AfterAll, offset, bytes.Slice(0, length));
        if (length > 0 && info.IsSynchronized) KeepPromise(info.File, Promises.Description);
        return new Answer(length);
    }

    private static long Below(Description info, long offset, long length) => Math.Min(length, Math.Max(0, info.OffsetMaximum - offset));

    private Answer? Refuse(Fd fildes, long length, bool reads)
    {
        var description = State.DescriptionOf(fildes.Number);
        if (description < 0) return Answer.Fail(Errno.EBADF);
        var info = State.Descriptions[description].Info!;
        if (!(reads ? info.CanRead : info.CanWrite)) return Answer.Fail(Errno.EBADF);
        if (info.Type == FileType.Directory) return Answer.Fail(Errno.EISDIR);
        return length < 0 ? Answer.Fail(Errno.EINVAL) : null;
    }

    private Answer? RefuseAt(Fd fildes, long length, long offset, bool reads)
    {
        if (Refuse(fildes, length, reads) is { } error) return error;
        var info = State.Descriptions[State.DescriptionOf(fildes.Number)].Info!;
        if (info.IsStream) return Answer.Fail(Errno.ESPIPE);
        return offset < 0 ? Answer.Fail(Errno.EINVAL) : null;
    }

    private Answer WaitForStream(int thread, WaitKind kind, PreparedCall prepared, int description)
    {
        State.PushWait(thread, kind, prepared).Object = description;
        State.Descriptions[description].References++;
        return Answer.Waiting;
    }

    private Data TakeStream(int file, long length)
    {
        ref var slot = ref State.Files[file];
        var bytes = TakeBytes(ref slot, Math.Min(length, slot.Available));
        TouchFile(file);
        TouchWaiting();
        return bytes;
    }

    /// <summary>Puts as many bytes into a stream as go now; a write of at most PIPE_BUF goes as a whole or not at all.</summary>
    private (long Moved, Errno Errno) PutStream(int file, Data bytes, long from)
    {
        if (bytes.Length == 0) return (0, Errno.None);
        if (State.IsPeerClosed(file, forReader: false)) return (0, Errno.EPIPE);
        ref var slot = ref State.Files[file];
        var length = Math.Min(bytes.Length - from, slot.Room);
        if (length < bytes.Length && GoesWhole(slot, bytes.Length)) length = 0;
        if (length == 0) return (0, Errno.None);
        slot.Put(bytes.Slice(from, length));
        TouchFile(file);
        TouchWaiting();
        return (length, Errno.None);
    }
}
