using System.Diagnostics;
using System.Runtime.CompilerServices;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <summary>
/// The labelled transition system: what calls do to a <see cref="State"/>, and the steps that the system takes by itself. What is
/// permitted stands in <see cref="Rules"/>; here stands what it does. Where several outcomes are permitted the chooser decides.
/// </summary>
/// <remarks>
/// A step is guarded by a method of the same name with Can before it. The machine knows no time: who simulates holds requests
/// (<see cref="Hold"/>) and tells when a timeout is due (<see cref="DeadlineDue"/>); who only enumerates does neither.
/// </remarks>
public sealed partial class Machine
{
    private readonly IChooser _chooser;
    private readonly IDevice? _device;
    private readonly Outcome[] _candidates = new Outcome[16];
    private int _count;

    /// <summary>A machine that works on a state.</summary>
    public Machine(State state, IChooser chooser, IDevice? device = null)
    {
        (State, _chooser, _device) = (state, chooser, device);
        _byName = Comparer<int>.Create((a, b) => string.CompareOrdinal(State.Info(a).Cb, State.Info(b).Cb));
    }

    /// <summary>The state.</summary>
    public State State { get; }

    /// <summary>A mistake that it makes on purpose, in tests of the judge.</summary>
    internal Defect? Defect { get; init; }

    /// <summary>What has to be asked again.</summary>
    public ChangeLog Changes { get; } = new();

    private Declaration Declared => State.Setting.Declared;

    /// <summary>A state in which nothing has happened: the files, and as many threads as said.</summary>
    public static State Initial(Setting setting, IEnumerable<FileSpec> files, int threads)
    {
        var state = new State(setting);
        foreach (var file in files) AddFile(state, file);
        for (var i = 0; i < threads; i++) state.TakeThread(0, null, default);
        return state;
    }

    /// <summary>
    /// A thread performs a call. The answer is its result, or that it waits: then <see cref="Return"/> brings the result
    /// later. The outcome is one that the rules permit.
    /// </summary>
    public Answer Call(int thread, PreparedCall call)
    {
        if (State.Threads[thread].CancelPending && EndsIn(thread, call.Call)) return EndThread(thread);
        if (Defect is null) return Perform(thread, call);
        Defect.Begins(this, thread, call);
        return Defect.Answers(this, thread, call, Perform(thread, call));
    }

    private Answer Perform(int thread, PreparedCall call)
    {
        return call.Call switch
        {
            AioRead c => Submit(thread, call, RequestKind.Read, c.Block, default),
            AioError => Error(thread, call),
            AioReturn => Retrieve(thread, call),
            AioSuspend c => Suspend(thread, call, c),
            AioWrite c => Submit(thread, call, RequestKind.Write, c.Block, default),
            AioFsync c => Submit(thread, call, RequestKind.Fsync, c.Block, c.Operation),
            AioCancel c => Cancel(thread, call, c),
            LioListio c => ListIo(thread, call, c),
            AioInitCall => Answer.Zero,
            _ => OtherCall(thread, call),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Answer OtherCall(int thread, PreparedCall call) => SignalCall(thread, call) ?? FileCall(thread, call) ?? ProcessCall(thread, call);

    /// <summary>Whether a thread that was canceled ends in the call. To wait at a gate is no call of POSIX, and ends it as well.</summary>
    private bool EndsIn(int thread, Call call) => call is AwaitGate || !ThreadRules.Return.Permits(State, new Scope(State.None, thread, default) { Call = call });

    /// <summary>Adds an outcome to those that can be chosen, if what is left of the rule permits it.</summary>
    private void Offer(Remainder rule, in Scope scope, Outcome outcome)
    {
        if (Permits(rule, scope, outcome)) _candidates[_count++] = outcome;
    }

    /// <summary>Adds an outcome to those that can be chosen, if the rule permits it.</summary>
    private void Offer(Rule rule, in Scope scope, Outcome outcome)
    {
        if (Permits(rule, scope.With(outcome))) _candidates[_count++] = outcome;
    }

    private bool Permits(Remainder rule, in Scope scope, Outcome outcome) => Defect is null
        ? rule.Permits(State, scope, outcome)
        : Defect.Permits(this, rule.Rule, scope with { Outcome = outcome });

    private bool Permits(Rule rule, in Scope scope) => Defect is null ? rule.Permits(State, scope) : Defect.Permits(this, rule, scope);

    /// <summary>Lets one of the outcomes be chosen that were offered.</summary>
    private Outcome Choose(Rule rule)
    {
        var count = _count;
        _count = 0;
        return count == 1 ? _candidates[0] : ChooseAmong(rule, count);
    }

    /// <summary>
    /// The only outcome that there is. Nothing is to be chosen, and what the rules say of it changes nothing: they are asked where
    /// a test has built a mistake in, and in debug builds. Of every run that is judged the judge asks them.
    /// </summary>
    private Outcome Only(Remainder rule, in Scope scope, Outcome outcome)
    {
        if (Defect is null)
        {
            Check(rule, scope, outcome);
            return outcome;
        }

        Offer(rule, scope, outcome);
        return Choose(rule.Rule);
    }

    [Conditional("DEBUG")]
    private void Check(Remainder rule, in Scope scope, Outcome outcome) =>
        Invariant.Holds(rule.Permits(State, scope, outcome), $"{rule.Rule.Name} has a permitted outcome");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Outcome ChooseAmong(Rule rule, int count)
    {
        Invariant.Holds(count > 0, $"{rule.Name} has a permitted outcome");
        return _candidates[_chooser.Choose(_candidates.AsSpan(0, count))];
    }

    /// <summary>Lets it be chosen whether something happens that a rule speaks of: outcome 1, or 0.</summary>
    private bool ChooseWhether(Rule rule, in Scope scope)
    {
        Offer(rule, scope, new Outcome(0));
        Offer(rule, scope, new Outcome(1));
        return Choose(rule).Value == 1;
    }

    private static void AddFile(State state, FileSpec file)
    {
        var type = file.Kind switch
        {
            FileKind.Directory => FileType.Directory,
            FileKind.Character => FileType.Character,
            FileKind.NullDevice => FileType.NullDevice,
            FileKind.ZeroDevice => FileType.ZeroDevice,
            FileKind.FullDevice => FileType.FullDevice,
            _ => FileType.Regular,
        };
        state.AddFile(file.Path, type, Extents.Of(file.Content), long.MaxValue);
    }

    private void TouchFile(int file)
    {
        for (var at = State.Files[file].FirstPlus1 - 1; at >= 0; at = State.Requests[at].NextInFile) Changes.AddRequest(at);
    }

    /// <summary>Whoever waits may have got what it waits for.</summary>
    private void TouchWaiting()
    {
        for (var i = 0; i < State.Threads.Used; i++)
        {
            if (State.Threads[i].WaitCount > 0) Changes.AddThread(i);
        }
    }

    /// <summary>Whoever waits for a request, or for what it may have brought about, may have got it.</summary>
    private void TouchWaitingFor(int request)
    {
        for (var i = 0; i < State.Threads.Used; i++)
        {
            if (State.Threads[i].WaitCount > 0 && MayWaitFor(i, request)) Changes.AddThread(i);
        }
    }

    private bool MayWaitFor(int thread, int request)
    {
        ref var slot = ref State.Threads[thread];
        for (var i = 0; i < slot.WaitCount; i++)
        {
            ref var wait = ref slot.Waits[i];
            if (wait.Kind is not (WaitKind.Suspend or WaitKind.Cancellation) || wait.Members.Contains(request)) return true;
        }

        return Defect is not null;
    }
}
