using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Oracle;

/// <summary>A history made ready to be walked along: calls with their returns, threads by number, what is seen of each request.</summary>
internal sealed class Track
{
    public const string Observer = "-";

    private readonly int[] _returns;
    private readonly List<string> _names = [];

    public Track(History history)
    {
        Header = history.Header;
        Setting = new Setting { Declared = Header.Declaration };
        Events = [.. history.Events.Select(WithBlocksOfItsOwn)];
        Calls = new PreparedCall?[Events.Length];
        Invokes = new int[Events.Length];
        _returns = new int[Events.Length];
        Actors = new int[Events.Length];
        Array.Fill(Invokes, -1);
        Array.Fill(_returns, -1);
        NameThreads();
        PairCalls();
        Wishes = Wished.All(this);
    }

    public HistoryHeader Header { get; }

    public Setting Setting { get; }

    public Event[] Events { get; }

    /// <summary>The calls, by the place of the event.</summary>
    public PreparedCall?[] Calls { get; }

    /// <summary>The call of each return, by the place of the event.</summary>
    public int[] Invokes { get; }

    /// <summary>The thread of each event. The program's come first, then those of notification functions, the observer last.</summary>
    public int[] Actors { get; }

    public int ActorCount => _names.Count;

    public int ObserverActor => _names.Count - 1;

    /// <summary>How many threads the program has.</summary>
    public int ProgramThreads { get; private set; }

    /// <summary>What is seen of the requests, by the control block of the submission.</summary>
    public IReadOnlyDictionary<ControlBlock, Wished> Wishes { get; }

    /// <summary>Why this history cannot be enumerated, or null.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>The place of the first event that tells of the end: what comes from here on is seen when the run is over.</summary>
    public int Tail { get; private set; }

    /// <summary>How it ends; before a crash of the system nothing need have happened.</summary>
    public EndKind EndKind => Events is [.., End end] && !Events.OfType<SystemCrashed>().Any() ? end.Kind : EndKind.Cut;

    /// <summary>Whether a request's start can make a difference, beside that its transfer comes after.</summary>
    public bool StartsMatter { get; private set; }

    /// <summary>What the call of this event has returned, or null where it never did.</summary>
    public Result? ResultOf(int invoke) => _returns[invoke] < 0 ? null : ((Return)Events[_returns[invoke]]).Result;

    public int ReturnOf(int invoke) => _returns[invoke];

    public int ActorOf(string name) => _names.IndexOf(name);

    /// <summary>The time at which the timeout of a call passes, or null where it has none.</summary>
    public long? DeadlineOf(int invoke)
    {
        var timeout = Calls[invoke]!.Call switch
        {
            AioSuspend { Timeout: { IsValid: true } t } => t.TotalNanoseconds,
            Sigwait { Timeout: { IsValid: true } t } => t.TotalNanoseconds,
            Sleep sleep => sleep.Nanoseconds,
            _ => -1,
        };
        if (timeout < 0) return null;
        return timeout > long.MaxValue - Events[invoke].Time ? long.MaxValue : Events[invoke].Time + timeout;
    }

    /// <summary>A statement in a loop submits one object again and again; here each submission has its own.</summary>
    private static Event WithBlocksOfItsOwn(Event e) => e is not Invoke invoke ? e : invoke with
    {
        Call = invoke.Call switch
        {
            AioRead c => c with { Block = c.Block with { } },
            AioWrite c => c with { Block = c.Block with { } },
            AioFsync c => c with { Block = c.Block with { } },
            LioListio c => c with { List = [.. c.List.Select(e => e is null ? null : e with { Block = e.Block with { } })] },
            var other => other,
        },
    };

    private void NameThreads()
    {
        var functions = Events.OfType<CallbackStarted>().Select(e => e.Thread).ToHashSet(StringComparer.Ordinal);
        _names.AddRange(Events.Select(e => e.Thread).Where(name => name != Observer && !functions.Contains(name)).Distinct());
        ProgramThreads = _names.Count;
        _names.AddRange(functions.Order(StringComparer.Ordinal));
        _names.Add(Observer);
        for (var i = 0; i < Events.Length; i++) Actors[i] = _names.IndexOf(Events[i].Thread);
        var first = Array.FindIndex(Events, e => e.Thread == Observer);
        Tail = first < 0 ? Events.Length : first;
        if (Header.Declaration.ClockResolution > 0) Obstacle = "the order of events is not exact";
    }

    private void PairCalls()
    {
        var open = new Stack<int>[_names.Count];
        for (var i = 0; i < open.Length; i++) open[i] = [];
        for (var i = 0; i < Events.Length; i++)
        {
            var stack = open[Actors[i]];
            switch (Events[i])
            {
                case Invoke invoke: Enter(i, invoke.Call, stack); break;
                case Return when stack.TryPop(out var call) && call >= 0: (Invokes[i], _returns[call]) = (call, i); break;
                case Return: Obstacle ??= $"event {i} returns from nothing"; break;
                case SignalCaught: stack.Push(-1); break;
                case HandlerReturned when stack.TryPop(out var handler) && handler < 0: break;
                case HandlerReturned: Obstacle ??= $"event {i} returns from no handler"; break;
                default: break;
            }
        }
    }

    private void Enter(int place, Call call, Stack<int> stack)
    {
        if (stack.TryPeek(out var outer) && outer >= 0) Obstacle ??= $"event {place} is a call within a call";
        if (call is Fork) Obstacle ??= "fork";
        Calls[place] = new PreparedCall(Setting, call);
        StartsMatter |= call is AioCancel or Close or Dup2 or Exit or Exec || Header.Declaration.Profile.Prioritized == true;
        if (call is not Siglongjmp)
        {
            stack.Push(place);
            return;
        }

        while (stack.TryPop(out var left) && left >= 0) { }
        if (stack.TryPeek(out outer) && outer >= 0) stack.Pop();
    }
}
