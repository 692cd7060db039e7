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

    private readonly SortedDictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, (string Variable, string Path)> _descriptors = [];
    private readonly Dictionary<string, Body> _threads = new(StringComparer.Ordinal);
    private readonly List<Body> _bodies = [];
    private readonly SortedDictionary<string, FunctionSpec> _functions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _handlers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Submitted> _latest = new(StringComparer.Ordinal);
    private readonly List<DeviceRule> _rules = [];
    private readonly SortedDictionary<string, int> _submissions = new(StringComparer.Ordinal);
    private int _variables;

    /// <summary>The program of a recorded history.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="header">The head of the history.</param>
    /// <param name="events">Its events.</param>
    public static Program Of(string name, HistoryHeader header, IEnumerable<Event> events)
    {
        var scenario = new RecordedScenario();
        foreach (var file in header.Files) scenario.AddFile(file);
        foreach (var e in events) scenario.Add(e);
        return scenario.Make(name, header);
    }

    private Program Make(string name, HistoryHeader header) => new()
    {
        Name = name,
        Declaration = Declaration.Default,
        Files = [.. header.Files.Select(f => new FileSpec(_paths[f.Path], f.Kind, f.Kind == FileKind.Directory ? Data.Empty : Data.Fill((byte)'.', _sizes.GetValueOrDefault(f.Path))))],
        Device = new DeviceScript { Rules = [.. _rules] },
        Threads = [.. _bodies.Where(b => b.IsThread).Select(b => new ThreadSpec(b.Name, b.Statements()))],
        // A handler that never ran does nothing here.
        Functions = [.. _functions.Values, .. _handlers.Where(h => !_functions.ContainsKey(h)).Select(h => new FunctionSpec(h, []))],
    };

    private void AddFile(FileSpec file)
    {
        var stem = Folder + Path.GetFileName(file.Path.TrimEnd('/')).Replace(':', '-').Replace('[', '-').Replace(']', '-');
        var path = stem;
        for (var i = 2; _paths.ContainsValue(path); i++) path = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
        _paths[file.Path] = path;
    }

    private Body Of(string thread)
    {
        if (_threads.TryGetValue(thread, out var body)) return body;
        body = new Body(thread) { IsThread = true };
        _bodies.Add(body);
        return _threads[thread] = body;
    }

    private void Add(Event e)
    {
        switch (e)
        {
            case Invoke invoke: Invoke(Of(e.Thread), invoke); break;
            case Return returned: Return(Of(e.Thread), returned); break;
            case SignalCaught caught: Of(e.Thread).Enter($"on_{caught.Signo}".Replace('+', '_')); break;
            case CallbackStarted started: StartCallback(started); break;
            case HandlerReturned or CallbackReturned: Leave(Of(e.Thread)); break;
            default: break;
        }
    }

    /// <summary>A thread that a notification function has to itself is not one of the program's.</summary>
    private void StartCallback(CallbackStarted started)
    {
        var body = Of(started.Thread);
        if (body.IsEmpty) body.IsThread = false;
        body.Enter(started.Function);
    }

    private void Leave(Body body)
    {
        if (body.Leave() is { } function) _functions.TryAdd(function.Name, function);
        if (!body.IsThread) _threads.Remove(body.Name);
    }

    private void Invoke(Body body, Invoke invoke)
    {
        body.SleepUntil(invoke.Time);
        if (invoke.Call is Sigaction set && HandlerOf(set) is { } handler) _handlers.Add(handler);
        var call = invoke.Call is Sigaction action ? action with { Handler = HandlerOf(action) } : WithVariables(invoke.Call);
        foreach (var cb in UsesAgain(call))
        {
            if (_latest.TryGetValue(cb, out var latest) && !latest.Awaited) { latest.Awaited = true; body.Perform(new AioSuspend([cb], null)); }
        }

        body.Begin(call);
        foreach (var (cb, block, kind) in Submissions(call)) Submit(cb, block, kind, invoke.Time);
    }

    private static string? HandlerOf(Sigaction action) =>
        action.Disposition == Disposition.Catch ? $"on_{action.Signo}".Replace('+', '_') : null;

    private void Return(Body body, Return returned)
    {
        if (body.End(returned.Time) is not { } call) return;
        var succeeded = returned.Result.Value >= 0;
        switch (call)
        {
            case Open open when succeeded: Opened(body, (int)returned.Result.Value, open); break;
            case Close close: _descriptors.Remove(close.Fildes.Number); break;
            case AioReturn c when succeeded && _latest.TryGetValue(c.Cb, out var read): read.Moved(returned.Result.Value, _sizes); break;
            case AioError c when returned.Result.Value != (long)Errno.EINPROGRESS: Completed(c.Cb, returned.Time); break;
            case AioSuspend { List: [{ } cb] } when succeeded: Completed(cb, returned.Time); break;
            default: break;
        }
    }

    private void Opened(Body body, int fd, Open open)
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

    private void Submit(string cb, ControlBlock block, DeviceOperation kind, long time)
    {
        var nth = _submissions[$"{kind} {cb}"] = _submissions.GetValueOrDefault($"{kind} {cb}") + 1;
        var number = _descriptors.FirstOrDefault(d => d.Value.Variable == block.Fildes.Name);
        _latest[cb] = new Submitted(kind, nth, time, number.Value.Path, block.Offset);
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
    private sealed class Submitted(DeviceOperation kind, int nth, long time, string? path, long offset)
    {
        public DeviceOperation Kind { get; } = kind;

        public int Nth { get; } = nth;

        public long Time { get; } = time;

        public bool Seen { get; set; }

        public bool Awaited { get; set; }

        /// <summary>The file has to be as long as what was read from it.</summary>
        public void Moved(long bytes, SortedDictionary<string, long> sizes)
        {
            if (Kind == DeviceOperation.Read && path is not null) sizes[path] = Math.Max(sizes.GetValueOrDefault(path), Math.Max(0, offset) + bytes);
        }
    }

    /// <summary>What a thread does, with the functions that run on top of it.</summary>
    private sealed class Body(string name)
    {
        private readonly Stack<(string? Function, ImmutableArray<Statement>.Builder Statements, Call? Open)> _levels =
            new([(null, ImmutableArray.CreateBuilder<Statement>(), null)]);

        private long _at;

        public string Name { get; } = name;

        public bool IsThread { get; set; }

        public bool IsEmpty => _levels.Count == 1 && _levels.Peek().Statements.Count == 0;

        public ImmutableArray<Statement> Statements() => _levels.Last().Statements.ToImmutable();

        public void Enter(string function) => _levels.Push((function, ImmutableArray.CreateBuilder<Statement>(), null));

        public FunctionSpec? Leave()
        {
            if (_levels.Count == 1) return null;
            var (function, statements, _) = _levels.Pop();
            return new FunctionSpec(function!, statements.ToImmutable());
        }

        /// <summary>A program did something else meanwhile; a handler does not wait.</summary>
        public void SleepUntil(long time)
        {
            if (_levels.Count == 1 && time > _at) Perform(new Sleep(time - _at));
        }

        public void Perform(Call call) => _levels.Peek().Statements.Add(new Perform(call, [], null));

        public void Begin(Call call)
        {
            Perform(call);
            var level = _levels.Pop();
            _levels.Push((level.Function, level.Statements, call));
        }

        public Call? End(long time)
        {
            _at = time;
            var level = _levels.Pop();
            _levels.Push((level.Function, level.Statements, null));
            return level.Open;
        }

        public void Into(string variable)
        {
            var statements = _levels.Peek().Statements;
            statements[^1] = (Perform)statements[^1] with { Into = [variable] };
        }
    }
}
