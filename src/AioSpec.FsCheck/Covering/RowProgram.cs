using System.Collections.Immutable;
using AioSpec.FsCheck.Generation;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Covering;

/// <summary>
/// Builds the program of a row. One thread sets up, submits and asks; a second one interferes at the moment of the race and
/// in the end lets go whatever still waits, so that every program comes to its end.
/// </summary>
internal sealed class RowProgram(Row row, long moment, Draw draw)
{
    private const string Cb = "q1";
    private const string Neighbour = "q2";
    private const string Function = "told";
    private const long FileLength = 4_000;
    private const long Letting = 3_000_000;

    private static readonly Signo s_realTime = Signo.RealTime(1);
    private static readonly Signo s_standard = new(10);
    private static readonly Signo s_interrupting = new(12);

    private readonly ImmutableArray<Statement>.Builder _main = ImmutableArray.CreateBuilder<Statement>();
    private readonly ImmutableArray<Statement>.Builder _other = ImmutableArray.CreateBuilder<Statement>();

    private bool IsPipe => row.Is("descriptor", "pipe", "pipe-full", "pipe-nonblock");

    /// <summary>The file that it is about, where that is none of the regular ones.</summary>
    private FileSpec? Special => row["descriptor"] switch
    {
        "null" => new FileSpec("/sim/null", FileKind.NullDevice, Data.Empty),
        "zero" => new FileSpec("/sim/zero", FileKind.ZeroDevice, Data.Empty),
        "full" => new FileSpec("/sim/full", FileKind.FullDevice, Data.Empty),
        "terminal" => new FileSpec("/sim/tty", FileKind.Character, Data.Empty),
        "directory" => new FileSpec("/sim/d", FileKind.Directory, Data.Empty),
        _ => null,
    };

    /// <summary>What is waited for beside the request, where several are.</summary>
    private bool HasNeighbour => row.Is("end", "suspend-many");

    private Timespec? Timeout => row["timeout"] switch
    {
        "0" => Timespec.FromNanoseconds(0),
        "short" => Timespec.FromNanoseconds(1_000_000),
        "long" => Timespec.FromNanoseconds(200_000_000),
        "invalid" => new Timespec(0, 1_000_000_000),
        _ => null,
    };

    private bool IsList => row.Is("operation", "LIO_READ", "LIO_WRITE");

    private bool IsWrite => row.Is("operation", "write", "LIO_WRITE");

    private bool IsSync => row.Is("operation", "fsync-O_SYNC", "fsync-O_DSYNC");

    private bool IsClosed => row.IsOther("close", "never");

    private Fd Target => row.Is("descriptor", "bad-number") ? new Fd(-1)
        : Fd.Variable(row.Is("descriptor", "copy") ? "c" : IsPipe ? IsWrite ? "w" : "r" : "a");

    /// <summary>The program.</summary>
    public Program Build(string name)
    {
        SetUp();
        Call(_main, new OpenGate("go"));
        Call(_other, new Sigmask(MaskChange.SIG_BLOCK, []));
        Call(_other, new AwaitGate("go"));
        Submit();
        Cancel();
        Close();
        Interfere();
        Settle();
        return new Program
        {
            Name = name,
            Files = [new FileSpec("/sim/a", FileKind.Regular, Data.Tag(1, FileLength)), new FileSpec("/sim/b", FileKind.Regular, Data.Tag(2, 64)), .. Special is { } special ? [special] : ImmutableArray<FileSpec>.Empty],
            Threads = [new ThreadSpec("t1", _main.ToImmutable()), new ThreadSpec("t2", _other.ToImmutable())],
            Functions = [new FunctionSpec(Function, []), new FunctionSpec("caught", [])],
        };
    }

    private static void Call(ImmutableArray<Statement>.Builder body, Call call, params ImmutableArray<string> into) => body.Add(new Perform(call, into, null));

    private void SetUp()
    {
        Call(_main, new Sigaction(new Signo(13), Disposition.Ignore));
        if (row.Is("notification", "signal", "real-time"))
        {
            var signo = row.Is("notification", "signal") ? s_standard : s_realTime;
            Call(_main, new Sigaction(signo, Disposition.Catch, "caught", Restart: draw.Chance(50)));
            if (draw.Chance(40)) Call(_main, new Sigmask(MaskChange.SIG_BLOCK, [signo]));
        }

        if (row.Is("signal", "caught", "restarted")) Call(_main, new Sigaction(s_interrupting, Disposition.Catch, "caught", Restart: row.Is("signal", "restarted")));
        if (row.Is("signal", "ignored")) Call(_main, new Sigaction(s_interrupting, Disposition.Ignore));
        if (row.Is("signal", "blocked"))
        {
            Call(_main, new Sigaction(s_interrupting, Disposition.Catch, "caught"));
            Call(_main, new Sigmask(MaskChange.SIG_BLOCK, [s_interrupting]));
        }

        OpenTarget();
    }

    private void OpenTarget()
    {
        var access = row["access"] switch { "O_RDONLY" => OpenFlags.O_RDONLY, "O_WRONLY" => OpenFlags.O_WRONLY, _ => OpenFlags.O_RDWR };
        var flags = row["descriptor"] switch
        {
            "append" => access | OpenFlags.O_APPEND,
            "sync" => access | OpenFlags.O_SYNC,
            "dsync" => access | OpenFlags.O_DSYNC,
            _ => access,
        };
        if (IsPipe)
        {
            Call(_main, new Pipe(row.Is("descriptor", "pipe-nonblock"), row.Is("descriptor", "pipe-full") ? 4096 : 0), "r", "w");
            if (row.Is("descriptor", "pipe-full")) Call(_main, new Write(Fd.Variable("w"), Data.Tag(7, 4096)));
        }
        else if (row.Is("descriptor", "socket"))
        {
            Call(_main, new Socketpair(Capacity: 4096), "a", "p");
            if (IsWrite) Call(_main, new Write(Fd.Variable("a"), Data.Tag(7, 4096)));
        }
        else if (!row.Is("descriptor", "bad-number"))
        {
            Call(_main, new Open(Special?.Path ?? "/sim/a", flags), "a");
            if (row.Is("descriptor", "terminal")) Call(_main, new Open("/sim/tty", OpenFlags.O_RDWR), "p");
        }

        if (row.Is("descriptor", "copy")) Call(_main, new Dup(Fd.Variable("a")), "c");
        if (row.Is("descriptor", "closed")) Call(_main, new Close(Fd.Variable("a")));
        if (row.Is("close", "dup2-swept", "number-reused")) Call(_main, new Open("/sim/b", OpenFlags.O_RDWR), "b");
        Call(_main, new Open("/sim/b", OpenFlags.O_RDWR), "n");
    }

    private ControlBlock Block()
    {
        var nbytes = row["size"] switch
        {
            "0" => 0UL,
            "1" => 1UL,
            "small" => 100UL,
            "PIPE_BUF" => 4096UL,
            "PIPE_BUF+1" => 4097UL,
            "large" => 20_000UL,
            _ => (ulong)long.MaxValue + 1,
        };
        return new ControlBlock
        {
            Fildes = Target,
            Offset = row["offset"] switch
            {
                "0" => 0,
                "inside" => 1_000,
                "at-end" => FileLength,
                "past-end" => FileLength + 100,
                "sparse" => 1L << 30,
                "negative" => -1,
                _ => long.MaxValue,
            },
            Nbytes = IsSync && nbytes > 100 ? 0 : nbytes,
            Buf = IsWrite ? Data.Tag(10, (long)nbytes) : null,
            LioOpcode = IsWrite ? LioOpcode.LIO_WRITE : LioOpcode.LIO_READ,
            SigEvent = row["notification"] switch
            {
                "signal" => SigEvent.Signal(s_standard, new SigVal(1)),
                "real-time" => SigEvent.Signal(s_realTime, new SigVal(1)),
                "thread" => SigEvent.Thread(Function, new SigVal(1)),
                "thread-pointer" => SigEvent.Thread(Function, SigVal.To(Cb)),
                "none-with-members" => new SigEvent { Signo = s_realTime, Value = new SigVal(9) },
                _ => SigEvent.None,
            },
        };
    }

    private void Submit()
    {
        var block = Block();
        Call call = row["operation"] switch
        {
            "read" => new AioRead(Cb, block),
            "write" => new AioWrite(Cb, block),
            "fsync-O_SYNC" => new AioFsync(SyncOperation.O_SYNC, Cb, block),
            "fsync-O_DSYNC" => new AioFsync(SyncOperation.O_DSYNC, Cb, block),
            _ => List(block),
        };
        // A synchronization has something to wait for, and a stream a neighbour that is queued behind.
        if (IsSync && !row.Is("descriptor", "bad-number", "closed") && !IsPipe && row.Is("access", "O_RDWR", "O_WRONLY"))
        {
            Call(_main, new AioWrite("q0", new ControlBlock { Fildes = Target, Nbytes = 9_000, Buf = Data.Tag(20, 9_000), LioOpcode = LioOpcode.LIO_WRITE }));
        }

        Call(_main, call);
        if (HasNeighbour) Call(_main, new AioRead(Neighbour, Ready(48)));
    }

    private LioListio List(ControlBlock block)
    {
        var list = ImmutableArray.CreateBuilder<ListElement?>();
        var shape = row["list"]!;
        if (shape.Contains("NULL", StringComparison.Ordinal)) list.Add(null);
        if (shape is "many") list.Add(new ListElement("m1", Ready(0)));
        list.Add(new ListElement(Cb, block));
        if (shape.Contains("NOP", StringComparison.Ordinal)) list.Add(new ListElement("n1", new ControlBlock { Fildes = new Fd(-1), LioOpcode = LioOpcode.LIO_NOP }));
        if (shape.Contains("failing", StringComparison.Ordinal)) list.Add(new ListElement("x1", new ControlBlock { Fildes = new Fd(-1), Nbytes = 1, LioOpcode = LioOpcode.LIO_READ }));
        if (shape is "many") list.Add(new ListElement("m2", Ready(32)));
        if (shape.Contains("NULL", StringComparison.Ordinal)) list.Add(null);
        return new LioListio(row.Is("mode", "LIO_WAIT") ? LioMode.LIO_WAIT : LioMode.LIO_NOWAIT, list.ToImmutable(), row["mode"] switch
        {
            "LIO_NOWAIT-sig" => SigEvent.Signal(s_realTime, new SigVal(50)),
            "LIO_NOWAIT-function" => SigEvent.Thread(Function, new SigVal(50)),
            _ => null,
        });
    }

    private static ControlBlock Ready(long offset) => new() { Fildes = Fd.Variable("n"), Offset = offset, Nbytes = 16, LioOpcode = LioOpcode.LIO_READ };

    private void Cancel()
    {
        // A request that may have been rejected is no operation, and a control block of none is not asked about.
        var body = ImmutableArray.CreateBuilder<Statement>();
        if (row.Is("cancel", "swept", "descriptor-swept")) Call(body, new Sleep(moment));
        if (row.Is("cancel", "at-once", "swept", "twice")) Call(body, new AioCancel(Target, Cb));
        if (row.Is("cancel", "descriptor-at-once", "descriptor-swept", "twice")) Call(body, new AioCancel(Target, null));
        if (row.Is("cancel", "never", "by-another", "when-complete")) return;
        if (!row.Is("cancel", "descriptor-at-once", "descriptor-swept")) Call(body, new AioError(Cb));
        _main.Add(new When(new Condition(ConditionKind.Accepted, [Cb]), body.ToImmutable(), []));
    }

    private void Close()
    {
        if (row.Is("close", "swept", "dup2-swept", "number-reused")) Call(_main, new Sleep(moment));
        if (row.Is("close", "dup2-swept")) Call(_main, new Dup2(Fd.Variable("b"), Target));
        else if (IsClosed) Call(_main, new Close(Target));
        if (row.Is("close", "number-reused")) Call(_main, new Open("/sim/b", OpenFlags.O_RDWR), "again");
    }

    private void Interfere()
    {
        if (row.Is("cancel", "by-another") && !IsClosed && !row.Is("descriptor", "bad-number", "closed"))
        {
            Call(_other, new Sleep(moment));
            Call(_other, new AioCancel(Target, null));
        }

        if (row.IsOther("signal", "none"))
        {
            Call(_other, new Sleep(200_000 + moment));
            Call(_other, new Kill(s_interrupting));
        }

        if (row.Is("descriptor", "socket", "terminal"))
        {
            Call(_other, new Sleep(Letting));
            if (!IsWrite) Call(_other, new Write(Fd.Variable("p"), Data.Tag(30, 50)));
            if (!row.Is("descriptor", "socket")) return;
            if (!IsWrite) Call(_other, new Shutdown(Fd.Variable("p")));
            else Call(_other, new Close(Fd.Variable("p")));
        }

        if (!IsPipe) return;
        Call(_other, new Sleep(Letting));
        // What waits for bytes gets some, and then the end; what waits for room is told that there will be none.
        if (IsWrite) Call(_other, new Close(Fd.Variable("r")));
        else
        {
            if (!row.Is("descriptor", "pipe-full")) Call(_other, new Write(Fd.Variable("w"), Data.Tag(30, 50)));
            Call(_other, new Close(Fd.Variable("w")));
        }
    }

    private void Settle()
    {
        var body = ImmutableArray.CreateBuilder<Statement>();
        var done = new Condition(ConditionKind.Finished, [Cb]);
        switch (row["end"])
        {
            case "suspend" or "by-another": Call(body, new AioSuspend([Cb], Timeout)); break;
            case "suspend-NULL": Call(body, new AioSuspend([null, Cb], Timeout)); break;
            case "suspend-twice": Call(body, new AioSuspend([Cb, null, Cb], Timeout)); break;
            case "suspend-many": Call(body, new AioSuspend([Cb, Neighbour], Timeout)); break;
            default: break;
        }

        var turn = ImmutableArray.CreateBuilder<Statement>();
        Call(turn, new AioSuspend([Cb], Timespec.FromNanoseconds(2_000_000)));
        Call(turn, new AioError(Cb));
        if (row.Is("end", "poll"))
        {
            turn.Clear();
            Call(turn, new Sleep(100_000));
            Call(turn, new AioError(Cb));
        }

        Call(body, new AioError(Cb));
        body.Add(new Repeat(done, 400, turn.ToImmutable()));
        var then = ImmutableArray.CreateBuilder<Statement>();
        if (row.Is("cancel", "when-complete") && !IsClosed && !row.Is("descriptor", "bad-number", "closed")) Call(then, new AioCancel(Target, Cb));
        Call(then, new AioReturn(Cb));
        // The block is used again at once: what is still under way is the old request's.
        Call(then, new AioRead(Cb, Ready(8)));
        Call(then, new AioSuspend([Cb], null));
        body.Add(new When(done, then.ToImmutable(), []));
        var accepted = new When(new Condition(ConditionKind.Accepted, HasNeighbour ? [Cb, Neighbour] : [Cb]), body.ToImmutable(), []);
        if (!row.Is("end", "by-another"))
        {
            _main.Add(accepted);
            return;
        }

        Call(_main, new OpenGate("over"));
        Call(_other, new AwaitGate("over"));
        _other.Add(accepted);
    }
}
