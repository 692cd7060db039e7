using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes lio_listio, and what follows it.</summary>
internal static class Lists
{
    public static void Write(Scribe scribe)
    {
        var draw = scribe.Draw;
        var mode = draw.Weighted((9, LioMode.LIO_WAIT), (10, LioMode.LIO_NOWAIT), (1, (LioMode)7));
        var list = Elements(scribe, mode);
        var sig = mode == LioMode.LIO_WAIT ? IgnoredSig(draw) : SigEvents.OfList(scribe);
        var call = new LioListio(mode, list, sig) { Lfs64 = draw.Chance(5) };
        if (sig is not null && mode == LioMode.LIO_NOWAIT && draw.Chance(15)) call = call with { SigReusedFor = new SigVal(-1) };
        scribe.Add(call);
        foreach (var (cb, block) in Mentions.SubmissionsOf(call))
        {
            if (scribe.State[cb].Usable && BlockPool.IsOnce(scribe, cb)) Sharing.Publish(scribe, cb, block.Fildes);
        }

        AfterWait(scribe, call);
    }

    // What LIO_WAIT waited for is complete, if nothing can have interrupted it.
    private static void AfterWait(Scribe scribe, LioListio list)
    {
        foreach (var (cb, _) in Mentions.SubmissionsOf(list))
        {
            if (scribe.State[cb].Complete && Sharing.MayReturn(scribe, cb) && scribe.Draw.Chance(60)) scribe.Add(new AioReturn(cb));
            else if (scribe.State[cb].Usable && scribe.Draw.Chance(25)) scribe.Add(new AioError(cb));
        }
    }

    private static ImmutableArray<ListElement?> Elements(Scribe scribe, LioMode mode)
    {
        var draw = scribe.Draw;
        var list = ImmutableArray.CreateBuilder<ListElement?>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = draw.Weighted((1, 0), (3, 1), (5, 2), (4, 3), (2, 4)); i > 0; i--) list.Add(Element(scribe, mode, taken));
        // Past AIO_LISTIO_MAX nothing is started (LIO-02).
        if (scribe.Plan.Declared.ListioMax is { } limit && draw.Chance(20))
        {
            while (list.Count <= limit) list.Add(null);
        }

        return list.ToImmutable();
    }

    private static ListElement? Element(Scribe scribe, LioMode mode, HashSet<string> taken)
    {
        var draw = scribe.Draw;
        if (draw.Chance(8)) return null;
        var shared = draw.Chance(40);
        var cb = BlockPool.Idle(scribe, shared) ?? BlockPool.Idle(scribe, !shared);
        if (cb is null || !taken.Add(cb)) return null;
        if (draw.Chance(8)) return new ListElement(cb, new ControlBlock { Fildes = new Fd(-1), LioOpcode = LioOpcode.LIO_NOP });
        var write = draw.Chance(55);
        var fd = Descriptor(scribe, mode, write);
        var block = BlockDraws.Transfer(scribe, cb, fd, write, BlockPool.IsOnce(scribe, cb));
        var invalid = !BlockPool.IsOnce(scribe, cb) && draw.Chance(6);
        return new ListElement(cb, block with { LioOpcode = invalid ? (LioOpcode)77 : write ? LioOpcode.LIO_WRITE : LioOpcode.LIO_READ });
    }

    // A list that is waited for mostly keeps to files that cannot block the thread for ever.
    private static Fd Descriptor(Scribe scribe, LioMode mode, bool write)
    {
        if (mode == LioMode.LIO_WAIT && scribe.Draw.Chance(80)
            && Descriptors.Where(scribe, info => info.IsSure && (write ? info.CanWrite : info.CanRead)) is { } sure) return sure;
        return Descriptors.For(scribe, write);
    }

    // LIO_WAIT ignores it, whatever it holds (LIO-10).
    private static SigEvent? IgnoredSig(Draw draw) => draw.Below(10) switch
    {
        < 7 => null,
        7 => SigEvent.None,
        8 => SigEvent.Signal(new Signo(65), new SigVal(-1)),
        _ => new SigEvent { Notify = (SigEventNotify)77 },
    };
}
