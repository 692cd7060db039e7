using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>open, close, dup, pipe, socketpair, shutdown, lseek, ftruncate.</content>
public sealed partial class Machine
{
    private Answer? FileCall(int thread, PreparedCall prepared)
    {
        switch (prepared.Call)
        {
            case Open c: return OpenFile(c);
            case Close c: return CloseFile(c.Fildes.Number);
            case Dup c: return Duplicate(c.Fildes.Number);
            case Dup2 c: return Replace(c.Fildes.Number, c.Fildes2.Number);
            case Pipe c: return MakePipe(c);
            case Socketpair c: return MakeSockets(c);
            case Shutdown c: return ShutDown(c.Fildes.Number);
            case Lseek c: return Seek(c);
            case Ftruncate c: return Truncate(c);
            case Read c: return ReadNow(thread, prepared, c);
            case Write c: return WriteNow(thread, prepared, c);
            case Pread c: return ReadAt(c);
            case Pwrite c: return WriteAt(c);
            case Fsync c: return SynchronizeNow(c);
            default: return null;
        }
    }

    private Answer OpenFile(Open call)
    {
        var file = State.FindFile(call.Path);
        if (file < 0)
        {
            if ((call.Flags & OpenFlags.O_CREAT) == 0) return Answer.Fail(Errno.ENOENT);
            file = State.AddFile(call.Path, FileType.Regular, Extents.Empty, long.MaxValue);
        }

        ref var slot = ref State.Files[file];
        var writes = ((int)call.Flags & 3) != (int)OpenFlags.O_RDONLY;
        if (slot.Type == FileType.Directory && writes) return Answer.Fail(Errno.EISDIR);
        if (writes && (call.Flags & OpenFlags.O_TRUNC) != 0 && slot.Type == FileType.Regular) Change(file, AfterAll, 0, null);
        var description = State.AddDescription(file, slot.Type, call.Flags, call.OffsetMaximum ?? long.MaxValue);
        return new Answer(State.AddDescriptor(description));
    }

    private Answer CloseFile(int fildes)
    {
        var description = State.DescriptionOf(fildes);
        if (description < 0) return Answer.Fail(Errno.EBADF);
        _coveredCount = 0;
        CoverDescriptor(fildes);
        var (file, output) = (FileOf(description), OutputOf(description));
        CancelWhereChosen(CloseRules.Close);
        State.RemoveDescriptor(fildes);
        // Whoever waits for the other end of a pipe may wait in vain now.
        if (State.Files[file].InUse) TouchFile(file);
        if (output != file && State.Files[output].InUse) TouchFile(output);
        TouchWaiting();
        return Answer.Zero;
    }

    private Answer Duplicate(int fildes)
    {
        var description = State.DescriptionOf(fildes);
        return description < 0 ? Answer.Fail(Errno.EBADF) : new Answer(State.AddDescriptor(description));
    }

    private Answer Replace(int fildes, int other)
    {
        const int OpenMax = 1 << 20;
        var description = State.DescriptionOf(fildes);
        if (description < 0 || other is < 0 or >= OpenMax) return Answer.Fail(Errno.EBADF);
        if (fildes == other) return new Answer(other);
        if (State.DescriptionOf(other) >= 0) CloseFile(other);
        return new Answer(State.AddDescriptor(description, other));
    }

    private Answer MakePipe(Pipe call)
    {
        var capacity = call.Capacity > 0 ? call.Capacity : Declared.PipeCapacity;
        var file = State.AddFile(null, FileType.PipeReadEnd, Extents.Empty, capacity);
        var flags = call.Nonblock ? OpenFlags.O_NONBLOCK : default;
        var read = State.AddDescriptor(State.AddDescription(file, FileType.PipeReadEnd, flags | OpenFlags.O_RDONLY, long.MaxValue));
        var write = State.AddDescriptor(State.AddDescription(file, FileType.PipeWriteEnd, flags | OpenFlags.O_WRONLY, long.MaxValue));
        return Answer.With(read, write);
    }

    /// <summary>What is written to one is read from the other; each way holds so many bytes.</summary>
    private Answer MakeSockets(Socketpair call)
    {
        var capacity = call.Capacity > 0 ? call.Capacity : Declared.PipeCapacity;
        var first = State.AddFile(null, FileType.Socket, Extents.Empty, capacity);
        var second = State.AddFile(null, FileType.Socket, Extents.Empty, capacity);
        var flags = OpenFlags.O_RDWR | (call.Nonblock ? OpenFlags.O_NONBLOCK : default);
        var one = State.AddDescriptor(State.AddDescription(first, FileType.Socket, flags, long.MaxValue, second));
        var other = State.AddDescriptor(State.AddDescription(second, FileType.Socket, flags, long.MaxValue, first));
        return Answer.With(one, other);
    }

    /// <summary>With SHUT_WR: what was written before can still be read from the other one, and then it finds the end of file.</summary>
    private Answer ShutDown(int fildes)
    {
        var description = State.DescriptionOf(fildes);
        if (description < 0) return Answer.Fail(Errno.EBADF);
        var info = State.Descriptions[description].Info!;
        if (info.Type != FileType.Socket) return Answer.Fail(Errno.ENOTSOCK);
        State.Files[info.Output].Shut = true;
        TouchFile(info.Output);
        TouchWaiting();
        return Answer.Zero;
    }

    private Answer Seek(Lseek call)
    {
        var description = State.DescriptionOf(call.Fildes.Number);
        if (description < 0) return Answer.Fail(Errno.EBADF);
        ref var slot = ref State.Descriptions[description];
        if (slot.Info!.IsStream) return Answer.Fail(Errno.ESPIPE);
        if (slot.Info.HoldsNothing) return Answer.Zero;
        if (call.Offset < 0) return Answer.Fail(Errno.EINVAL);
        slot.Offset = call.Offset;
        return new Answer(call.Offset);
    }

    private Answer Truncate(Ftruncate call)
    {
        var description = State.DescriptionOf(call.Fildes.Number);
        if (description < 0) return Answer.Fail(Errno.EBADF);
        var info = State.Descriptions[description].Info!;
        if (info.Type != FileType.Regular || !info.CanWrite || call.Length < 0) return Answer.Fail(Errno.EINVAL);
        if (call.Length > info.OffsetMaximum) return Answer.Fail(Errno.EFBIG);
        Change(info.File, AfterAll, call.Length, null);
        TouchFile(info.File);
        return Answer.Zero;
    }
}
