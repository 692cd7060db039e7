using System.Collections.Immutable;
using System.Globalization;
using AioCli.Targets.Drivers;
using AioEngine;
using AioEngine.Backends;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Targets.Hosting;

/// <summary>
/// A program that is performed in this process: its threads are threads, its control blocks those of <see cref="IAio"/>,
/// its files lie in a folder. Afterwards everything that can be ended is ended.
/// </summary>
internal sealed class HostedProgram : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Script _script;
    private readonly string _folder;
    private readonly Engine _engine;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Perform, int> _sites = new(ReferenceEqualityComparer.Instance);
    private readonly HostThread[] _threads;
    private readonly Thread[] _running;
    private readonly Lock _callbacks = new();
    private readonly List<HostThread> _calledBack = [];
    private readonly Dictionary<string, HostTerminal> _terminals = [];
    private int _alive;
    private int _numbers;
    private readonly DeviceBackend? _below;
    private bool _hasEnded;

    /// <summary>A program, with its files in this folder.</summary>
    public HostedProgram(Script script, BackendChoice backend, string folder)
    {
        (_script, _folder) = (script, folder);
        for (var i = 0; i < script.Sites.Length; i++)
        {
            if (script.Sites[i] is { } perform) _sites.Add(perform, i);
        }

        Memory = new HostMemory(script);
        UsesSignals = Needs.Of(script.Program).Any(need => need.Feature == Feature.Signals);
        var hasDevice = !script.Program.Device.Rules.IsEmpty || script.Program.Device.Latency != Latency.Zero;
        var device = hasDevice ? new HostDevice(this, script.Program.Device) : null;
        _below = device is null ? null : new DeviceBackend(BackendChooser.Choose(new EngineOptions { Backend = backend }), device);
        _engine = new Engine(new EngineOptions
        {
            Admission = AdmissionOf(device),
            Backend = backend,
            NotificationFunctions = FunctionOf,
            MaxOutstanding = Declaration.AioMax ?? int.MaxValue,
            MaxListElements = Declaration.ListioMax ?? int.MaxValue,
        }, _below);
        if (_below is not null) _below.Settle = _engine.Settle;
        _engine.Signals.Terminate = Die;
        Signals = new HostSignals(this, _engine.Signals);
        Calls = new HostCalls(this, _engine);
        _numbers = _alive = script.Program.Threads.Length;
        _threads = [.. script.Program.Threads.Select((_, i) => new HostThread(this, i))];
        _running = [.. _threads.Select(t => new Thread(() => RunThread(t)) { IsBackground = true, Name = script.Program.Threads[t.Number].Name })];
        MakeFiles();
    }

    public EventLog Log { get; } = new();

    public Descriptors Descriptors { get; } = new();

    public HostMemory Memory { get; }

    public HostCalls Calls { get; }

    public HostSignals Signals { get; }

    /// <summary>Whether signals can come at all.</summary>
    public bool UsesSignals { get; }

    /// <summary>What the program declares; the engine has its limits.</summary>
    public Declaration Declaration => _script.Program.Declaration;

    /// <summary>The signal whose default action has ended the program; null where none has.</summary>
    public Signo? KilledBy { get; private set; }

    /// <summary>The program is over.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Why the program cannot be performed; null where it can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Everything has happened that is to happen.</summary>
    public bool IsQuiet => Volatile.Read(ref _alive) == 0 && _engine.Activity is { Outstanding: 0, Notices: 0, Calls: 0 };

    /// <summary>
    /// Nothing can happen any more, whatever the time: all threads that there are wait for what has not happened, also those
    /// of notification functions, and no request can go on by itself.
    /// </summary>
    public bool IsStill
    {
        get
        {
            lock (_callbacks)
            {
                return _terminals.Values.All(t => t.IsStill) && !Signals.IsAnyDue && _engine.Activity is { Moving: 0, Notices: 0 } activity && activity.Calls == _calledBack.Count
                    && _threads.Where((_, i) => _running[i].IsAlive).Concat(_calledBack).All(t => t.IsBlocked);
            }
        }
    }

    /// <summary>The end of the latest wait that has one.</summary>
    public long LatestDeadline
    {
        get
        {
            lock (_callbacks) return _threads.Concat(_calledBack).Select(t => t.WaitsUntil).Where(until => until != long.MaxValue).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        foreach (var thread in _running) thread.Start();
    }

    public int SiteOf(Perform statement) => _sites[statement];

    /// <summary>The program's path of a file in the folder; null where it is none of the program's.</summary>
    public string? PathWithin(string name) =>
        int.TryParse(name, CultureInfo.InvariantCulture, out var number) && number < _script.Paths.Length ? _script.Paths[number] : null;

    public string PathOf(string path) => DeviceOf(path) ?? PathOf(_script.Paths.IndexOf(path));

    private string? DeviceOf(string path) => _script.Program.Files.FirstOrDefault(f => f.Path == path)?.Kind switch
    {
        FileKind.NullDevice => "/dev/null",
        FileKind.ZeroDevice => "/dev/zero",
        FileKind.FullDevice => "/dev/full",
        FileKind.Character => _terminals[path].Path,
        _ => null,
    };

    public void Refuse(string why)
    {
        Refusal ??= why;
        _stop.Cancel();
    }

    /// <summary>What is in progress at the end, and what the files hold. Nothing is noted after it.</summary>
    public void Observe()
    {
        foreach (var (name, block) in Memory.Outstanding)
        {
            var status = ((IAio)_engine).Error(block.Aiocb);
            Log.Add(-1, string.Create(CultureInfo.InvariantCulture, $"? {_script.Objects.IndexOf(name)} {status.Value}{(status.Value == -1 ? $" {status.Errno}" : "")}"));
        }

        for (var i = 0; i < _script.Paths.Length; i++)
        {
            if (_terminals.TryGetValue(_script.Paths[i], out var terminal)) Log.Add(-1, string.Create(CultureInfo.InvariantCulture, $"final {i} {TellingBytes.Of(terminal.TakeRest())}"));
            else if (File.Exists(PathOf(i))) Log.Add(-1, string.Create(CultureInfo.InvariantCulture, $"final {i} {FileContent.Of(PathOf(i))}"));
        }

        Log.End();
    }

    /// <summary>Ends everything. False: the engine does not end, and this process had better not be used any more.</summary>
    public bool End()
    {
        Log.End();
        _stop.Cancel();
        Descriptors.CloseAll();
        var shutdown = new Thread(() => _engine.Shutdown()) { IsBackground = true };
        shutdown.Start();
        var ends = shutdown.Join(s_patience);
        foreach (var terminal in _terminals.Values) terminal.Dispose();
        if (ends && _below is not null) ends = _below.Ends(s_patience);
        foreach (var thread in _running) ends &= thread.Join(s_patience);
        ends &= SpinWait.SpinUntil(() => _engine.Activity.Calls == 0, s_patience);
        for (var i = 0; i < _script.Paths.Length; i++) Remove(PathOf(i));
        _hasEnded = ends;
        return ends;
    }

    public void Dispose()
    {
        // A thread that has not ended looks at it, and may use a number.
        if (!_hasEnded) return;
        _stop.Dispose();
        Descriptors.GiveBack();
    }

    private static unsafe AioEngine.Core.Admission? AdmissionOf(HostDevice? device) => device is null ? null : device.Admits;

    private static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path);
        else File.Delete(path);
    }

    private string PathOf(int number) => Path.Combine(_folder, number.ToString(CultureInfo.InvariantCulture));

    private void MakeFiles()
    {
        foreach (var file in _script.Program.Files)
        {
            if (file.Kind == FileKind.Character) _terminals[file.Path] = new HostTerminal(file.Content.ToArray());
            if (DeviceOf(file.Path) is not null) continue;
            if (file.Kind == FileKind.Directory) Directory.CreateDirectory(PathOf(file.Path));
            else File.WriteAllBytes(PathOf(file.Path), file.Content.ToArray());
        }
    }

    /// <summary>The default action of a signal: all threads are gone, and nothing happens any more (NOTIFY-15).</summary>
    private void Die(SignalInfo info)
    {
        lock (_callbacks) KilledBy ??= info.Signo;
        Log.End();
        _stop.Cancel();
        throw new OperationCanceledException(_stop.Token);
    }

    private void RunThread(HostThread thread)
    {
        thread.Run(_script.Program.Threads[thread.Number].Body, Signals.Begin);
        thread.Note("x");
        Interlocked.Decrement(ref _alive);
    }

    private Action<SigVal>? FunctionOf(string name)
    {
        var functions = _script.Program.Functions;
        for (var i = 0; i < functions.Length; i++)
        {
            if (functions[i].Name == name) return Function(i);
        }

        return null;
    }

    /// <summary>What a function of the program does.</summary>
    public ImmutableArray<Statement> BodyOf(string function) => _script.Program.Functions.First(f => f.Name == function).Body;

    private Action<SigVal> Function(int index) => value =>
    {
        var thread = new HostThread(this, Interlocked.Increment(ref _numbers) - 1);
        lock (_callbacks) _calledBack.Add(thread);
        thread.Note(string.Create(CultureInfo.InvariantCulture, $"* {index} {TextOf(value)}"));
        thread.Note(thread.Run(_script.Program.Functions[index].Body) ? "x" : ".");
        lock (_callbacks) _calledBack.Remove(thread);
    };

    /// <summary>A sigval in the words of the protocol.</summary>
    public string TextOf(SigVal value) => value.Pointer is null
        ? value.Int.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"&{_script.Objects.IndexOf(value.Pointer)}");
}
