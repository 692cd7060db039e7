using AioSpec.FsCheck.Validity;

namespace AioSpec.FsCheck.Generation;

/// <summary>Draws the members of control blocks.</summary>
internal static class BlockDraws
{
    /// <summary>The length of a file that a drawn offset is meant to be inside of, at the end of or past.</summary>
    private const long TypicalEnd = 100;

    private static readonly long[] s_small = [1, 2, 7, 64, 100];

    /// <summary>A read or write of this descriptor.</summary>
    public static ControlBlock Transfer(Scribe scribe, string cb, Fd fd, bool write, bool sane = false)
    {
        var (plan, draw) = (scribe.Plan, scribe.Draw);
        var info = Descriptors.Status(scribe, fd).Info;
        var nbytes = Nbytes(plan, info, write, sane);
        return new ControlBlock
        {
            Fildes = fd,
            Offset = Offset(draw, plan, info, write, sane),
            Nbytes = nbytes,
            Buf = write ? plan.NewBytes((long)nbytes) : draw.Chance(10) && nbytes <= 4096 ? Data.Fill(0xEE, (long)nbytes) : null,
            Reqprio = sane ? 0 : Reqprio(draw, plan),
            SigEvent = SigEvents.OfBlock(scribe, cb, sane),
            LioOpcode = draw.Chance(12) ? draw.Pick(LioOpcode.LIO_READ, LioOpcode.LIO_WRITE, LioOpcode.LIO_NOP) : write ? LioOpcode.LIO_WRITE : LioOpcode.LIO_READ,
            Garbage = draw.Chance(10),
        };
    }

    /// <summary>A synchronization: of the block only the descriptor and the notification count (FSYNC-12).</summary>
    public static ControlBlock Sync(Scribe scribe, string cb, Fd fd, bool sane = false)
    {
        var unusual = scribe.Draw.Chance(10);
        return new ControlBlock
        {
            Fildes = fd,
            Offset = unusual ? -1 : 0,
            Reqprio = unusual ? -3 : 0,
            Nbytes = unusual ? 7UL : 0,
            Buf = unusual ? Data.Fill(0, 7) : null,
            SigEvent = SigEvents.OfBlock(scribe, cb, sane),
        };
    }

    private static ulong Nbytes(Plan plan, DescriptorInfo? info, bool write, bool sane)
    {
        var draw = plan.Draw;
        var pipeBuf = (long)plan.Declared.PipeBuf;
        // Of a source without end as many bytes come as there is room for.
        if (info is { IsStream: true } or { HoldsNothing: true })
        {
            return (ulong)draw.Weighted((1, 0L), (8, draw.PickFrom(s_small)), (2, pipeBuf), (1, pipeBuf + 1), (1, pipeBuf - 1), (2, 3 * pipeBuf));
        }

        return draw.Below(sane ? 28 : 30) switch
        {
            < 2 => 0,
            < 4 => 1,
            < 16 => (ulong)draw.PickFrom(s_small),
            < 18 => (ulong)pipeBuf,
            < 23 => 4096,
            < 27 => 10_000,
            27 => 1 << 20,
            28 when !write => (ulong)long.MaxValue + 1,
            _ => write ? 1UL << 20 : 1UL << 31,
        };
    }

    private static long Offset(Draw draw, Plan plan, DescriptorInfo? info, bool write, bool sane)
    {
        if (info is not null && !info.UsesOffset(write)) return draw.Chance(20) ? -7 : 0;
        var maximum = info?.OffsetMaximum;
        return draw.Below(sane ? 36 : 40) switch
        {
            < 12 => 0,
            < 18 => draw.PickFrom(s_small),
            < 21 => TypicalEnd,
            < 24 => 5,
            < 28 => 4096,
            < 31 => 10_000,
            < 34 => 20_000,
            < 36 => write ? 1L << 20 : 1L << 33,
            < 38 => -1,
            38 => maximum ?? long.MaxValue,
            _ => maximum is { } m ? m - 2 : long.MinValue,
        };
    }

    private static int Reqprio(Draw draw, Plan plan) => draw.Below(30) switch
    {
        < 24 => 0,
        < 28 => draw.Between(0, plan.Declared.PrioDeltaMax),
        28 => -1,
        _ => plan.Declared.PrioDeltaMax + 1,
    };
}
