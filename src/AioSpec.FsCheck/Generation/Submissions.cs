using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes aio_read, aio_write and aio_fsync.</summary>
internal static class Submissions
{
    /// <summary>Submits a block that is free; sometimes tells the other bodies of it, sometimes looks at once what became of it.</summary>
    public static void Write(Scribe scribe)
    {
        var shared = scribe.Draw.Chance(45);
        if ((BlockPool.Idle(scribe, shared) ?? BlockPool.Idle(scribe, !shared)) is not { } cb) return;
        var call = Any(scribe, cb, sane: shared && scribe.Draw.Chance(70));
        scribe.Add(call);
        After(scribe, cb, Mentions.SubmissionsOf(call).Single().Block.Fildes);
    }

    /// <summary>A submission of this block.</summary>
    public static Call Any(Scribe scribe, string cb, bool sane = false)
    {
        var draw = scribe.Draw;
        var wrong = sane ? 0 : 10;
        var call = draw.Below(20) switch
        {
            < 8 => (Call)Read(scribe, cb, wrong, sane),
            < 17 => Write(scribe, cb, wrong, sane),
            _ => Sync(scribe, cb, wrong, sane),
        };
        return draw.Chance(8) ? call with { Lfs64 = true } : call;
    }

    /// <summary>What follows a submission: the program learns whether it was accepted where that is in doubt, and tells others.</summary>
    public static void After(Scribe scribe, string cb, Fd fd)
    {
        if (scribe.State[cb].Usable)
        {
            if (BlockPool.IsOnce(scribe, cb)) Sharing.Publish(scribe, cb, fd);
            return;
        }

        if (!scribe.State[cb].Known || scribe.Depth > 2 || scribe.Draw.Chance(25)) return;
        scribe.Branch(new Condition(ConditionKind.Accepted, [cb]), yes => Accepted(yes, cb, fd), no => Rejected(no, cb));
    }

    private static AioRead Read(Scribe scribe, string cb, int wrong, bool sane)
    {
        var fd = Descriptors.For(scribe, write: false, wrong);
        return new AioRead(cb, BlockDraws.Transfer(scribe, cb, fd, write: false, sane));
    }

    private static AioWrite Write(Scribe scribe, string cb, int wrong, bool sane)
    {
        var fd = Descriptors.For(scribe, write: true, wrong);
        return new AioWrite(cb, BlockDraws.Transfer(scribe, cb, fd, write: true, sane));
    }

    private static AioFsync Sync(Scribe scribe, string cb, int wrong, bool sane)
    {
        var draw = scribe.Draw;
        var fd = draw.Chance(wrong) ? Descriptors.Bad(draw) : Descriptors.Where(scribe, info => !info.IsStream) ?? Descriptors.Any(scribe);
        var operation = draw.Weighted((5, SyncOperation.O_SYNC), (5, SyncOperation.O_DSYNC), (sane ? 0 : 1, (SyncOperation)0));
        return new AioFsync(operation, cb, BlockDraws.Sync(scribe, cb, fd, sane));
    }

    private static void Accepted(Scribe scribe, string cb, Fd fd)
    {
        if (BlockPool.IsOnce(scribe, cb)) Sharing.Publish(scribe, cb, fd);
        if (scribe.Draw.Chance(30)) scribe.Add(new AioCancel(fd, cb));
        if (scribe.Draw.Chance(70)) Waits.For(scribe, cb);
    }

    // A rejected block may be used again at once (SUB-02).
    private static void Rejected(Scribe scribe, string cb)
    {
        if (BlockPool.IsOnce(scribe, cb) || scribe.Draw.Chance(60)) return;
        scribe.Add(Any(scribe, cb, sane: true));
        if (scribe.State[cb].Usable) Waits.For(scribe, cb);
    }
}
