using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>The eight calls of aio.h and aio_init.</summary>
internal static class AioVerbs
{
    private const string Cb = "the name of a control block";

    private static readonly string[] s_timeout = ["timeout="];

    private static readonly string[] s_init = ["threads=", "num=", "idle="];

    private static readonly string[] s_list = ["sig=", "sig_reused_for="];

    public static readonly Verb[] All =
    [
        new Verb<AioRead>("aio_read", (b, c) => ControlBlockText.Print(b, c.Cb, c.Block), ReadRead, lfs64: true),
        new Verb<AioWrite>("aio_write", (b, c) => ControlBlockText.Print(b, c.Cb, c.Block), ReadWrite, lfs64: true),
        new Verb<AioFsync>("aio_fsync", PrintFsync, ReadFsync, lfs64: true),
        new Verb<LioListio>("lio_listio", PrintList, ReadList, lfs64: true),
        new Verb<AioError>("aio_error", (b, c) => b.Name(c.Cb), (ref c) => new AioError(c.Name(Cb)), lfs64: true),
        new Verb<AioReturn>("aio_return", (b, c) => b.Name(c.Cb), (ref c) => new AioReturn(c.Name(Cb)), lfs64: true),
        new Verb<AioSuspend>("aio_suspend", PrintSuspend, ReadSuspend, lfs64: true),
        new Verb<AioCancel>("aio_cancel", (b, c) => b.Fd(c.Fildes).Comma().NameOrNull(c.Cb), ReadCancel, lfs64: true),
        new Verb<AioInitCall>("aio_init", PrintInit, ReadInit),
    ];

    private static AioRead ReadRead(ref Cursor c)
    {
        var (cb, block) = ControlBlockText.Read(ref c);
        return new AioRead(cb, block);
    }

    private static AioWrite ReadWrite(ref Cursor c)
    {
        var (cb, block) = ControlBlockText.Read(ref c);
        return new AioWrite(cb, block);
    }

    private static void PrintFsync(LineBuilder b, AioFsync c) =>
        ControlBlockText.Print(b.Constant(Words.SyncOperations, c.Operation).Comma(), c.Cb, c.Block);

    private static AioFsync ReadFsync(ref Cursor c)
    {
        var operation = c.Constant(Words.SyncOperations, "operation");
        c.Comma();
        var (cb, block) = ControlBlockText.Read(ref c);
        return new AioFsync(operation, cb, block);
    }

    private static void PrintList(LineBuilder b, LioListio c)
    {
        b.Constant(Words.Modes, c.Mode).Comma().Char('[');
        for (var i = 0; i < c.List.Length; i++)
        {
            if (i > 0) b.Comma();
            if (c.List[i] is { } element) ControlBlockText.PrintElement(b, element.Cb, element.Block);
            else b.Text("NULL");
        }

        b.Char(']');
        if (c.Sig is not null) SigEventText.Print(b.Key("sig"), c.Sig);
        if (c.SigReusedFor is { } value) b.Key("sig_reused_for").SigVal(value);
    }

    private static LioListio ReadList(ref Cursor c)
    {
        var mode = c.Constant(Words.Modes, "mode");
        c.Comma();
        var list = Elements(ref c);
        SigEvent? sig = null;
        SigVal? reused = null;
        uint seen = 0;
        while (c.TakeComma())
        {
            if (c.Key(ref seen, s_list) == 1) reused = c.SigVal();
            else sig = c.TakeWord("NULL") ? null : SigEventText.Read(ref c);
        }

        return new LioListio(mode, list, sig) { SigReusedFor = reused };
    }

    private static ImmutableArray<ListElement?> Elements(ref Cursor c)
    {
        var list = ImmutableArray.CreateBuilder<ListElement?>();
        c.Expect('[');
        if (c.Take(']')) return [];
        do list.Add(Element(ref c)); while (c.TakeComma());
        c.Expect(']');
        return list.DrainToImmutable();
    }

    private static ListElement? Element(ref Cursor c)
    {
        if (c.TakeWord("NULL")) return null;
        var (cb, block) = ControlBlockText.ReadElement(ref c);
        return new ListElement(cb, block);
    }

    private static void PrintSuspend(LineBuilder b, AioSuspend c)
    {
        b.Char('[');
        for (var i = 0; i < c.List.Length; i++) (i == 0 ? b : b.Comma()).NameOrNull(c.List[i]);
        b.Char(']');
        if (c.Timeout is { } timeout) b.Key("timeout").Timespec(timeout);
    }

    private static AioSuspend ReadSuspend(ref Cursor c)
    {
        var list = ImmutableArray.CreateBuilder<string?>();
        c.Expect('[');
        if (!c.Take(']'))
        {
            do list.Add(c.NameOrNull(Cb)); while (c.TakeComma());
            c.Expect(']');
        }

        return new AioSuspend(list.DrainToImmutable(), Timeout(ref c));
    }

    /// <summary>The timeout at the end of aio_suspend and sigtimedwait; none or NULL is no limit.</summary>
    internal static Timespec? Timeout(ref Cursor c)
    {
        if (!c.TakeComma()) return null;
        uint seen = 0;
        c.Key(ref seen, s_timeout);
        return c.TakeWord("NULL") ? null : c.Timespec();
    }

    private static AioCancel ReadCancel(ref Cursor c)
    {
        var fd = c.Fd();
        c.Comma();
        return new AioCancel(fd, c.NameOrNull(Cb));
    }

    private static void PrintInit(LineBuilder b, AioInitCall c) =>
        b.Text("threads=").Number(c.Hints.Threads).Key("num").Number(c.Hints.Num).Key("idle").Number(c.Hints.IdleTime);

    private static AioInitCall ReadInit(ref Cursor c)
    {
        var hints = new AioInit();
        uint seen = 0;
        if (c.Peek() == ')') return new AioInitCall(hints);
        do
        {
            hints = c.Key(ref seen, s_init) switch
            {
                0 => hints with { Threads = c.Int("a number of threads") },
                1 => hints with { Num = c.Int("a number of requests") },
                _ => hints with { IdleTime = c.Int("a number of seconds") },
            };
        }
        while (c.TakeComma());
        return new AioInitCall(hints);
    }
}
