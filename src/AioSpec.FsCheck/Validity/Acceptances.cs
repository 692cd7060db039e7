using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>Whether conforming implementations accept a submission: the errno table, read as a program must read it.</summary>
internal static class Acceptances
{
    /// <summary>aio_read and aio_write.</summary>
    public static Acceptance OfTransfer(ProgramFacts facts, ControlBlock block, bool write, DescriptorStatus fd)
    {
        if (IsOdd(block.SigEvent)) return Acceptance.Doubtful;
        var bad = fd.IsClosed || (fd.Info is { } info && !(write ? info.CanWrite : info.CanRead));
        // A device that holds nothing may have no use for offsets, or refuse them.
        if (fd.Info is { HoldsNothing: true } && (block.Offset < 0 || block.Offset > long.MaxValue - (long)Math.Min(block.Nbytes, long.MaxValue))) return Acceptance.Doubtful;
        var badOffset = block.Offset < 0 && (fd.Info is not { } at || at.UsesOffset(write));
        var invalid = badOffset || block.Nbytes > long.MaxValue || IsBadPriority(facts.Declared, block);
        if (bad || invalid || !fd.IsKnown)
        {
            // EFBIG and EOVERFLOW stay either way; EBADF and EINVAL go where the profile says.
            if (facts.Declared.Profile.ErrorsByCall == true && (bad || (badOffset && fd.IsKnown))) return Acceptance.Rejected;
            return facts.Declared.Profile.ErrorsByCall == false && !IsPastMaximum(block, write, fd) ? Acceptance.Certain : Acceptance.Doubtful;
        }

        return IsPastMaximum(block, write, fd) ? Acceptance.Doubtful : Acceptance.Certain;
    }

    /// <summary>aio_fsync. Its errors are the call's, but for a file that cannot be synchronized (FSYNC-03 to FSYNC-05).</summary>
    public static Acceptance OfFsync(AioFsync fsync, DescriptorStatus fd)
    {
        if (fsync.Operation is not (SyncOperation.O_SYNC or SyncOperation.O_DSYNC) || fd.IsClosed) return Acceptance.Rejected;
        return fd.Info is { IsStream: false, HoldsNothing: false } && !IsOdd(fsync.Block.SigEvent) ? Acceptance.Certain : Acceptance.Doubtful;
    }

    /// <summary>A sigevent that POSIX says nothing about (SUB-19).</summary>
    public static bool IsOdd(SigEvent sig) => sig.Notify switch
    {
        SigEventNotify.SIGEV_NONE => false,
        SigEventNotify.SIGEV_THREAD => false,
        SigEventNotify.SIGEV_SIGNAL => !sig.Signo.IsValid,
        _ => true,
    };

    // Without PIO an implementation may look at aio_reqprio or not.
    private static bool IsBadPriority(Declaration declared, ControlBlock block) =>
        block.Reqprio < 0 || block.Reqprio > declared.PrioDeltaMax;

    // Of a descriptor that is not known the offset maximum is not known either.
    private static bool IsPastMaximum(ControlBlock block, bool write, DescriptorStatus fd)
    {
        if (fd.Info is not { } info) return !fd.IsClosed && block.Offset > 0;
        var maximum = info.OffsetMaximum ?? long.MaxValue;
        return info.UsesOffset(write) && block.Offset > maximum - (long)Math.Min(block.Nbytes, (ulong)maximum);
    }
}
