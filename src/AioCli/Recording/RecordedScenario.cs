using System.Collections.Immutable;
using System.Globalization;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>
/// A Program that does what was recorded: the same calls on the same threads, at the same times, on a device whose transfers
/// take as long as they were seen to take. A request is waited for before its block is used again, since another schedule may
/// complete it later than it was then.
/// </summary>
internal sealed class RecordedScenario
{
    private const string Folder = "/sim/";
    private const int MostInterruptions = 1000;

    private readonly SortedDictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly RecordedSizes _sizes;
    private readonly SortedDictionary<int, (string Variable, string Path)> _descriptors = [];
    private readonly Dictionary<string, RecordedBody> _threads = new(StringComparer.Ordinal);
    private readonly List<RecordedBody> _bodies = [];
    private readonly RecordedFunctions _functions = new();
    private readonly SortedDictionary<string, Submitted> _latest = new(StringComparer.Ordinal);
    private readonly List<DeviceRule> _rules = [];
    private readonly SortedDictionary<string, int> _submissions = new(StringComparer.Ordinal);
    private readonly bool _interrupted;
    private int _variables;

    private RecordedScenario(HistoryHeader header, bool interrupted)
    {
        (_sizes, _interrupted) = (new RecordedSizes(header.Files), interrupted);
        foreach (var file in header.Files) AddFile(file);
    }

    /// <summary>The program of a recorded history.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="header">The head of the history.</param>
    /// <param name="events">Its events.</param>
    public static Program Of(string name, HistoryHeader header, IEnumerable<Event> events)
    {
        List<Event> all = [.. events];
        var scenario = new RecordedScenario(header, all.Exists(e => e is SignalCaught));
        foreach (var e in all) scenario.Add(e);
        return scenario.Make(name, header);
    }

    private Program Make(string name, HistoryHeader header) => new()
    {
        Name = name,
        Declaration = Declaration.Default,
        Files = [.. header.Files.Select(f => new FileSpec(_paths[f.Path], f.Kind, _sizes.ContentOf(f)))],
        Device = new DeviceScript { Rules = [.. _rules] },
        Threads = [.. _bodies.Select((b, number) => b.Spec(_functions, number)).OfType<ThreadSpec>()],
        Functions = _functions.Specs(),
    };

    private void AddFile(FileSpec file)
    {
        var stem = Folder + Path.GetFileName(file.Path.TrimEnd('/')).Replace(':', '-').Replace('[', '-').Replace(']', '-');
        var path = stem;
        for (var i = 2; _paths.ContainsValue(path); i++) path = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
        _paths[file.Path] = path;
    }

    private RecordedBody Of(string thread)
    {
        if (_threads.TryGetValue(thread, out var body)) return body;
        body = new RecordedBody(thread);
        _bodies.Add(body);
        return _threads[thread] = body;
    }

    private void Add(Event e)
    {
        switch (e)
        {
            case Invoke invoke: Invoke(Of(e.Thread), invoke); break;
            case Return returned: Return(Of(e.Thread), returned); break;
            case SignalCaught caught: Catch(Of(e.Thread), caught); break;
            case CallbackStarted started: StartCallback(started); break;
            case HandlerReturned or CallbackReturned: Leave(Of(e.Thread)); break;
            default: break;
        }
    }

    private void Catch(RecordedBody body, SignalCaught caught)
    {
        if (caught.Code == SignalCode.SI_ASYNCIO) Notified(SigEvent.Signal(caught.Signo, caught.Value), caught.Time);
        body.SleepUntil(caught.Time);
        body.Enter(HandlerOf(caught.Signo));
    }

    /// <summary>A thread that a notification function has to itself is not one of the program's.</summary>
    private void StartCallback(CallbackStarted started)
    {
        Notified(SigEvent.Thread(started.Function, started.Value), started.Time);
        var body = Of(started.Thread);
        if (body.IsEmpty) body.IsCallback = true;
        body.SleepUntil(started.Time);
        body.Enter(started.Function);
    }

    private void Leave(RecordedBody body)
    {
        body.Leave(_functions);
        if (body.IsCallback) _threads.Remove(body.Name);
    }

    /// <summary>What is told of has completed: the oldest request that is told of so.</summary>
    private void Notified(SigEvent told, long time)
    {
        var oldest = _latest.Where(l => !l.Value.Seen && l.Value.Event == told).OrderBy(l => l.Value.Time).Select(l => l.Key).FirstOrDefault();
        if (oldest is not null) Completed(oldest, time);
    }

    private void Invoke(RecordedBody body, Invoke invoke)
    {
        body.SleepUntil(invoke.Time);
        if (invoke.Call is Sigaction { Disposition: Disposition.Catch } set) _functions.Declare(HandlerOf(set.Signo));
        var call = invoke.Call is Sigaction action ? action with { Handler = action.Disposition == Disposition.Catch ? HandlerOf(action.Signo) : null } : WithVariables(invoke.Call);
        foreach (var cb in UsesAgain(call)) Await(body, cb);

        body.Begin(call);
        foreach (var (cb, block, kind) in Submissions(call)) Submit(cb, block, kind, invoke.Time);
    }

    private static string HandlerOf(Signo signo) => $"on_{signo}".Replace('+', '_');

    /// <summary>Once; again where it was a handler that waited, which may not have run before.</summary>
    private void Await(RecordedBody body, string cb)
    {
        if (!_latest.TryGetValue(cb, out var latest) || latest.Awaited) return;
        latest.Awaited = !body.IsInFunction;
        var suspend = new Perform(new AioSuspend([cb], null), [], null);
        if (!_interrupted) body.Add(suspend);
        else body.Add(new Repeat(new Condition(ConditionKind.Finished, [cb]), MostInterruptions, [suspend, new Perform(new AioError(cb), [], null)]));
    }

    private void Return(RecordedBody body, Return returned)
    {
        if (body.End(returned.Time) is not { } call) return;
        var succeeded = returned.Result.Value >= 0;
        switch (call)
        {
            case Open open when succeeded: Opened(body, (int)returned.Result.Value, open); break;
            case Close close: _descriptors.Remove(close.Fildes.Number); break;
            case AioReturn c when succeeded && _latest.TryGetValue(c.Cb, out var read): Moved(read, returned.Result.Value); break;
            case AioError c when returned.Result.Value != (long)Errno.EINPROGRESS: Completed(c.Cb, returned.Time); break;
            case Sigwait when returned.Result is { Code: SignalCode.SI_ASYNCIO, SigValue: { } value } && succeeded:
                Notified(SigEvent.Signal(new Signo((int)returned.Result.Value), value), returned.Time);
                break;
            case AioSuspend { List: [{ } cb] } when succeeded: Completed(cb, returned.Time); break;
            default: break;
        }
    }

    private void Opened(RecordedBody body, int fd, Open open)
    {
        var variable = string.Create(CultureInfo.InvariantCulture, $"f{++_variables}");
        var original = _paths.First(p => p.Value == open.Path).Key;
        _descriptors[fd] = (variable, original);
        body.Into(variable);
    }

    /// <summary>The transfer took at most so long, for all that was seen.</summary>
    private void Completed(string cb, long time)
    {
        if (!_latest.TryGetValue(cb, out var latest) || latest.Seen) return;
        latest.Seen = true;
        if (latest.Kind == DeviceOperation.Any) return;
        var target = new Target { Operation = latest.Kind, Cb = cb, Nth = latest.Nth };
        _rules.Add(new DeviceRule { Target = target, Latency = Latency.Fixed(Math.Max(0, time - latest.Time)) });
    }

    private void Moved(Submitted read, long bytes)
    {
        if (read is { Kind: DeviceOperation.Read, Path: { } path }) _sizes.Moved(path, read.Offset, bytes);
    }

    private void Submit(string cb, ControlBlock block, DeviceOperation kind, long time)
    {
        var nth = _submissions[$"{kind} {cb}"] = _submissions.GetValueOrDefault($"{kind} {cb}") + 1;
        var number = _descriptors.FirstOrDefault(d => d.Value.Variable == block.Fildes.Name);
        if (kind == DeviceOperation.Read && number.Value.Path is { } path) _sizes.Wanted(path, block.Nbytes);
        _latest[cb] = new Submitted(kind, nth, time, number.Value.Path, block.Offset, block.SigEvent);
    }

    private static IEnumerable<string> UsesAgain(Call call) => call switch
    {
        AioReturn c => [c.Cb],
        _ => Submissions(call).Select(s => s.Cb),
    };

    private static IEnumerable<(string Cb, ControlBlock Block, DeviceOperation Kind)> Submissions(Call call) => call switch
    {
        AioRead c => [(c.Cb, c.Block, DeviceOperation.Read)],
        AioWrite c => [(c.Cb, c.Block, DeviceOperation.Write)],
        AioFsync c => [(c.Cb, c.Block, DeviceOperation.Fsync)],
        LioListio c => c.List.Where(e => e is { Block.LioOpcode: LioOpcode.LIO_READ or LioOpcode.LIO_WRITE })
            .Select(e => (e!.Cb, e.Block, e.Block.LioOpcode == LioOpcode.LIO_READ ? DeviceOperation.Read : DeviceOperation.Write)),
        _ => [],
    };

    private Call WithVariables(Call call) => call switch
    {
        AioRead c => c with { Block = WithVariable(c.Block, false) },
        AioWrite c => c with { Block = WithVariable(c.Block, true) },
        AioFsync c => c with { Block = WithVariable(c.Block, false) },
        LioListio c => c with { List = [.. c.List.Select(e => e is null ? null : e with { Block = WithVariable(e.Block, e.Block.LioOpcode == LioOpcode.LIO_WRITE) })] },
        AioCancel c => c with { Fildes = Variable(c.Fildes) },
        Close c => c with { Fildes = Variable(c.Fildes) },
        Open c => c with { Path = _paths[c.Path] },
        _ => call,
    };

    private ControlBlock WithVariable(ControlBlock block, bool writes) => block with
    {
        Fildes = Variable(block.Fildes),
        Buf = writes && block.Nbytes <= int.MaxValue ? Data.Fill((byte)'+', (long)block.Nbytes) : null,
    };

    private Fd Variable(Fd fd) => _descriptors.TryGetValue(fd.Number, out var known) ? Fd.Variable(known.Variable) : fd;

    /// <summary>The latest request of a block.</summary>
    private sealed class Submitted(DeviceOperation kind, int nth, long time, string? path, long offset, SigEvent notification)
    {
        public DeviceOperation Kind { get; } = kind;

        public int Nth { get; } = nth;

        public long Time { get; } = time;

        public SigEvent Event { get; } = notification;

        public bool Seen { get; set; }

        public bool Awaited { get; set; }

        public string? Path { get; } = path;

        public long Offset { get; } = offset;
    }
}
