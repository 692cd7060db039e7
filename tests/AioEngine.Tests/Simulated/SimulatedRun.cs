using System.Collections.Immutable;
using AioEngine.Core;
using AioEngine.Notification;
using AioSim.Storage;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioEngine.Tests.Simulated;

/// <summary>
/// One run of a program on the engine's core over AioSim's storage. A step is one of the program's (a call, or a part of one), one
/// of the system below (a transfer ends), or one of the engine: an answer is reaped, a status is stored, a request is handed to
/// the backend, a notification is delivered.
/// </summary>
internal sealed unsafe class SimulatedRun
{
    private readonly Situation _situation;
    private readonly Choices _choices;
    private readonly PageCache _cache = new();
    private readonly SimulatedCalls _calls;
    private readonly List<SimulatedThread> _threads = [];
    private readonly List<Event> _events = [];
    private readonly HistoryHeader _header;
    private StableHash _history;

    internal SimulatedRun(Situation situation, SimulatedMemory memory, Choices choices)
    {
        (_situation, Memory, _choices) = (situation, memory, choices);
        var program = situation.Program;
        foreach (var file in program.Files) _cache.Add(file.Path, Extents.Of(file.Content));
        Descriptors = new SimulatedDescriptors(_cache);
        Backend = new SimulatedBackend(Descriptors, _cache, situation.Faults, choices.Choose);
        Core = new EngineCore(Backend, memory.Slab, new CoreLimits(situation.MaxOutstanding)) { Defect = situation.Defect };
        _calls = new SimulatedCalls(this);
        var declaration = program.Declaration with
        {
            AioMax = situation.MaxOutstanding == int.MaxValue ? null : situation.MaxOutstanding,
            Profile = program.Declaration.Profile with { EinvalAfterReturn = true, AppendsInOrder = true, CloseCancels = false },
            MayExhaust = situation.Faults.Any(f => f.When == BackendMoment.Hold) || EndsTheEngine(program),
        };
        _header = new HistoryHeader { Target = "simulated engine", Declaration = declaration, Files = program.Files };
        foreach (var thread in program.Threads) _threads.Add(new SimulatedThread(thread.Name, _calls, thread.Body));
    }

    internal SimulatedMemory Memory { get; }

    internal SimulatedDescriptors Descriptors { get; }

    internal SimulatedBackend Backend { get; }

    internal EngineCore Core { get; }

    /// <summary>The signals that are pending; the program has them blocked and waits for them.</summary>
    internal SignalQueue Signals { get; } = new();

    /// <summary>Nanoseconds: one for each event, and the time that waits have lasted.</summary>
    internal long Now { get; private set; }

    /// <summary>Takes a step. False: there is none.</summary>
    internal bool Step()
    {
        var steps = Enabled();
        if (steps.Count == 0) return false;
        steps[_choices.Choose(steps.Count)]();
        return true;
    }

    internal void Note(Event e, long what, long value)
    {
        _events.Add(e);
        _history.Add(what, value, _threads.FindIndex(t => t.Name == e.Thread), Now);
    }

    internal void NoteBytes(Data? bytes)
    {
        if (bytes is not null) _history.Add(bytes.ToArray());
    }

    internal long Tick() => ++Now;

    internal void PassUntil(long time) => Now = Math.Max(Now, time);

    internal UInt128 Hash()
    {
        var hash = _history;
        hash.Add(Now);
        Core.AddTo(ref hash);
        Backend.AddTo(ref hash);
        Descriptors.AddTo(ref hash);
        foreach (var signal in Signals.ToList()) hash.Add((signal.Signo.Number << 32) + signal.Value.Int);
        _calls.AddTo(ref hash);
        foreach (var thread in _threads) hash.Add(thread.Steps, thread.Local, thread.IsOver ? 1 : 0);
        foreach (var (name, block) in Memory.Blocks)
        {
            EngineCore.AddTo(ref hash, (NativeAiocb*)block);
            hash.Add(Memory.Buffer(name)[..Math.Min(64, Memory.Buffer(name).Length)]);
        }

        return hash.Wide;
    }

    internal History Seen() => new(_header, [.. _events]);

    /// <summary>Nothing can happen any more: what is in progress, and what the files hold.</summary>
    internal History End()
    {
        foreach (var (name, block) in Memory.Blocks)
        {
            if (((NativeAiocb*)block)->Error != Status.InProgress) continue;
            _events.Add(new Invoke(Now, "-", new AioError(name)));
            _events.Add(new Return(Now, "-", new Result((long)Errno.EINPROGRESS)));
        }

        for (var i = 0; i < _cache.Count; i++) _events.Add(new FinalFile(Now, _cache.Path(i), _cache.View(i).ToData()));
        _events.Add(new End(Now, EndKind.Quiet));
        if (Core.Outstanding == 0) Assert.Equal((0, 0, 0), (Backend.HeldFiles, Core.Running, Core.Autonomous));
        return Seen();
    }

    internal void Clear() => Memory.Clear();

    /// <summary>An engine that has ended refuses everything.</summary>
    private static bool EndsTheEngine(Program program) => program.Threads.Any(t => t.Body.Any(s => s is Perform { Call: Exit }));

    private List<Action> Enabled()
    {
        var steps = new List<Action>();
        foreach (var thread in _threads)
        {
            if (thread.MayGoOn) steps.Add(thread.GoOn);
        }

        foreach (var request in Backend.Running)
        {
            foreach (var outcome in Backend.Outcomes((NativeAiocb*)request)) steps.Add(() => Backend.End((NativeAiocb*)request, outcome));
        }

        if (Backend.HasCompletions) steps.Add(Reap);
        if (Core.MayPublish) steps.Add(() => Core.TryPublish());
        if (Core.MayIssue) steps.Add(Issue);
        if (Core.Notices.Count > 0) steps.Add(Deliver);
        return steps;
    }

    internal void Reap()
    {
        if (Backend.TryReap(out var request, out var result)) Core.Complete(request, result);
    }

    internal void Issue()
    {
        if (Core.TryIssue(out var request)) Backend.Push(request);
    }

    internal void Deliver()
    {
        Core.Notices.TryTake(out var notice);
        var sigevent = _calls.EventOf(notice);
        if (notice.Kind == SigEventNotify.SIGEV_SIGNAL)
        {
            Assert.True(sigevent.Signo.IsValid, "A notification that nobody asked for.");
            Signals.Add(new SignalInfo(sigevent.Signo, sigevent.Value, SignalCode.SI_ASYNCIO));
            return;
        }

        var function = _situation.Program.Functions.First(f => f.Name == sigevent.Function);
        var thread = new SimulatedThread($"callback{_threads.Count}", _calls, function.Body) { IsCallback = true };
        _threads.Add(thread);
        Note(new CallbackStarted(Tick(), thread.Name, function.Name, sigevent.Value), 2, notice.Value);
    }
}

/// <summary>A thread of the program, or of a notification function.</summary>
internal sealed class SimulatedThread
{
    private readonly IEnumerator<Func<bool>> _body;
    private readonly SimulatedCalls _calls;
    private Func<bool> _mayGoOn = () => true;

    internal SimulatedThread(string name, SimulatedCalls calls, ImmutableArray<Statement> body)
    {
        (Name, _calls) = (name, calls);
        _body = calls.Perform(this, body).GetEnumerator();
    }

    internal string Name { get; }

    internal bool IsCallback { get; init; }

    internal bool IsOver { get; private set; }

    /// <summary>How many steps it has taken; with <see cref="Local"/> and the history, where it is.</summary>
    internal int Steps { get; private set; }

    /// <summary>What it knows within a call.</summary>
    internal long Local { get; set; }

    internal bool MayGoOn => !IsOver && _mayGoOn();

    internal void GoOn()
    {
        Steps++;
        if (_body.MoveNext())
        {
            _mayGoOn = _body.Current;
            return;
        }

        IsOver = true;
        if (IsCallback) _calls.CallbackReturned(this);
    }
}
