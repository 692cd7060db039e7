using AioSim;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <content>The words of each call.</content>
internal sealed partial class ScriptWriter
{
    private void AddCall(Perform s) => Add(
        words =>
        {
            words.Word("call");
            for (var i = 0; i < 2; i++) words.Word(i < s.Into.Length ? _variables[s.Into[i]] : -1);
            Call(words, s.Call, s);
            words.Line();
        },
        s);

    private void Call(ScriptWords words, Call call, Perform s)
    {
        var suffix = call.Lfs64 ? "64" : "";
        switch (call)
        {
            case AioRead c: Block(words.Word("aio_read" + suffix), c.Cb, c.Block, s); break;
            case AioWrite c: Block(words.Word("aio_write" + suffix), c.Cb, c.Block, s); break;
            case AioFsync c: Block(words.Word("aio_fsync" + suffix).Constant(c.Operation), c.Cb, c.Block, s); break;
            case LioListio c: List(words.Word("lio_listio" + suffix), c, s); break;
            case AioError c: words.Word("aio_error" + suffix).Word(_blocks[c.Cb]); break;
            case AioReturn c: words.Word("aio_return" + suffix).Word(_blocks[c.Cb]); break;
            case AioSuspend c: Suspend(words.Word("aio_suspend" + suffix), c); break;
            case AioCancel c: Pointer(Descriptor(words.Word("aio_cancel" + suffix), c.Fildes), c.Cb); break;
            case AioInitCall c: words.Word("aio_init").Word(c.Hints.Threads).Word(c.Hints.Num).Word(c.Hints.IdleTime); break;
            default: Other(words, call, s); break;
        }
    }

    private void Other(ScriptWords words, Call call, Perform s)
    {
        switch (call)
        {
            case Open c: words.Word("open").Word(_paths[c.Path]).Flags(c.Flags); break;
            case Close c: Descriptor(words.Word("close"), c.Fildes); break;
            case Dup c: Descriptor(words.Word("dup"), c.Fildes); break;
            case Dup2 c: Descriptor(Descriptor(words.Word("dup2"), c.Fildes), c.Fildes2); break;
            case Socketpair c: words.Word("socketpair").Word(c.Capacity).Word(c.Nonblock); break;
            case Shutdown c: Descriptor(words.Word("shutdown"), c.Fildes); break;
            case Pipe c: words.Word("pipe").Word(c.Capacity).Word(c.Nonblock); break;
            case Lseek c: Descriptor(words.Word("lseek"), c.Fildes).Word(c.Offset); break;
            case Ftruncate c: Descriptor(words.Word("ftruncate"), c.Fildes).Word(c.Length); break;
            case Read c: Descriptor(words.Word("read"), c.Fildes).Word(c.Nbytes); break;
            case Write c: Descriptor(words.Word("write"), c.Fildes).Data(c.Bytes); break;
            case Pread c: Descriptor(words.Word("pread"), c.Fildes).Word(c.Nbytes).Word(c.Offset); break;
            case Pwrite c: Descriptor(words.Word("pwrite"), c.Fildes).Data(c.Bytes).Word(c.Offset); break;
            case Fsync c: Descriptor(words.Word("fsync"), c.Fildes); break;
            case Sysconf c: words.Word("sysconf").Word(c.Name); break;
            case Fpathconf c: Descriptor(words.Word("fpathconf"), c.Fildes).Word(c.Name); break;
            case SchedGetparam: words.Word("sched_getparam"); break;
            case Look c: words.Word("look").Word(_blocks[c.Cb]); break;
            case Poison c: words.Word("poison").Word(_blocks[c.Cb]).Data(c.Bytes); break;
            case Free c: words.Word("free").Word(_blocks[c.Cb]); break;
            default: OfProcess(words, call, s); break;
        }
    }

    private void OfProcess(ScriptWords words, Call call, Perform s)
    {
        switch (call)
        {
            case Sigaction c: words.Word("sigaction").Word(c.Signo.ToString()).Word(Handler(c, s)).Word(c.Restart).Word(c.Siginfo); break;
            case Sigmask c: words.Word("pthread_sigmask").Constant(c.Change).Signals(c.Set); break;
            case Kill c: words.Word("kill").Word(c.Signo.ToString()); break;
            case Sigqueue c: Value(words.Word("sigqueue").Word(c.Signo.ToString()), c.Value); break;
            case Sigwait c: words.Word("sigtimedwait").Signals(c.Set).Timeout(c.Timeout); break;
            case Sleep c: words.Word("sleep").Word(c.Nanoseconds); break;
            case OpenGate c: words.Word("open_gate").Word(_gates[c.Gate]); break;
            case AwaitGate c: words.Word("await_gate").Word(_gates[c.Gate]); break;
            case PthreadCancel c: words.Word("pthread_cancel").Word(Number(_threads, c.Thread, "thread", s)); break;
            case PthreadExit: words.Word("pthread_exit"); break;
            case Siglongjmp: words.Word("siglongjmp"); break;
            case Fork: words.Word("fork"); break;
            case Exec: words.Word("exec"); break;
            case Exit c: words.Word("exit").Word(c.Status); break;
            case Setrlimit c: words.Word("setrlimit").Constant(c.Resource).Word(c.Limit); break;
            case ClockStep c: words.Word("clock_step").Word(c.Nanoseconds); break;
            default: throw new InvalidOperationException($"{call.GetType().Name} is a call");
        }
    }

    private string Handler(Sigaction call, Perform s) => call.Disposition switch
    {
        Disposition.Default => "SIG_DFL",
        Disposition.Ignore => "SIG_IGN",
        _ when call.Handler is null => "catch",
        _ => Number(_functions, call.Handler, "function", s).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static int Number(Dictionary<string, int> numbers, string name, string kind, Perform s) =>
        numbers.TryGetValue(name, out var number) ? number : throw new ProgramException($"There is no {kind} '{name}'.", s.Place);

    private ScriptWords Descriptor(ScriptWords words, Fd fd) => fd.Name is null ? words.Word(fd.Number) : words.Word($"${_variables[fd.Name]}");

    private ScriptWords Pointer(ScriptWords words, string? cb) => cb is null ? words.Word("NULL") : words.Word(_blocks[cb]);

    private ScriptWords Value(ScriptWords words, SigVal value) => value.Pointer is null ? words.Word(value.Int) : words.Word($"&{ObjectOf(value.Pointer)}");

    private int ObjectOf(string name) => _capacities.ContainsKey(name) ? _blocks[name] : _blocks.Names.Count + _others[name];

    private void Block(ScriptWords words, string cb, ControlBlock block, Perform s)
    {
        Descriptor(words.Word(_blocks[cb]), block.Fildes).Word(block.Offset).Word(block.Nbytes).Word(block.Reqprio)
            .Constant(block.LioOpcode).Word(block.Garbage).Data(block.Buf);
        Notification(words, block.SigEvent, s);
    }

    private void Notification(ScriptWords words, SigEvent sigevent, Perform s)
    {
        words.Constant(sigevent.Notify).Word(sigevent.Signo.ToString());
        Value(words, sigevent.Value);
        words.Word(sigevent.Function is { } f ? Number(_functions, f, "function", s).ToString(System.Globalization.CultureInfo.InvariantCulture) : "-");
        words.Word(sigevent.Attributes is null ? "-" : "1");
    }

    private void List(ScriptWords words, LioListio call, Perform s)
    {
        words.Constant(call.Mode).Word(call.List.Length);
        foreach (var element in call.List)
        {
            if (element is null) words.Word("NULL");
            else Block(words, element.Cb, element.Block, s);
        }

        if (call.Sig is { } sig) Notification(words.Word("sig"), sig, s);
        else words.Word("-");
        if (call.SigReusedFor is { } value) Value(words, value);
        else words.Word("-");
    }

    private void Suspend(ScriptWords words, AioSuspend call)
    {
        words.Word(call.List.Length);
        foreach (var cb in call.List) Pointer(words, cb);
        words.Timeout(call.Timeout);
    }
}
