using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>
/// What the bodies of a program guarantee each other. Knowledge passes at gates, flags and functions: whoever is past a
/// gate knows what every opener of the gate knew. Found by walking all bodies until nothing new is learnt, which starts
/// from nothing known and so never believes more than is so.
/// </summary>
internal sealed class ProgramAnalysis
{
    private readonly Program _program;
    private readonly ProgramFacts _facts;
    private readonly Dictionary<string, BodyKind> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guarantee> _entries = new(StringComparer.Ordinal);

    public ProgramAnalysis(Program program)
    {
        _program = program;
        _facts = FactCollector.Collect(program);
        foreach (var function in program.Functions) _kinds[function.Name] = BodyKind.Callback;
        foreach (var handler in Mentions.Calls(program).OfType<Sigaction>().Select(s => s.Handler).OfType<string>()) _kinds[handler] = BodyKind.Handler;
        while (Round())
        {
        }
    }

    public ProgramFacts Facts => _facts;

    /// <summary>Reports what is undefined in the program.</summary>
    public void Check(Action<string> report)
    {
        WalkAll(report, null);
        Ownership.Check(_program, _facts, _kinds, report);
        foreach (var gate in Gates.Needed(_program).Where(gate => !_facts.AssuredGates.Contains(gate)))
        {
            report($"gate {gate} may stay shut: no thread opens it that cannot be blocked before");
        }
    }

    /// <summary>One walk over all bodies; whether something was learnt.</summary>
    private bool Round()
    {
        var passed = new Passed(_facts);
        WalkAll(_ => { }, passed.Note);
        var learnt = false;
        foreach (var gate in passed.Assured) learnt |= _facts.AssuredGates.Add(gate);
        learnt |= Update(_facts.Gates, passed.Gates);
        learnt |= Update(_facts.Flags, passed.Flags);
        learnt |= Update(_entries, passed.Functions);
        return learnt;
    }

    private static bool Update(Dictionary<string, Guarantee> known, Dictionary<string, Guarantee> now)
    {
        var changed = false;
        foreach (var (name, guarantee) in now)
        {
            if (known.TryGetValue(name, out var before) && before.SameAs(guarantee)) continue;
            known[name] = guarantee;
            changed = true;
        }

        return changed;
    }

    private void WalkAll(Action<string> report, Action<string, bool, Statement, BodyState>? note)
    {
        foreach (var thread in _program.Threads)
        {
            var walk = NewWalk(thread.Name, BodyKind.Thread, report, note, nested: false);
            var nested = NewWalk(thread.Name, BodyKind.Thread, report, note, nested: true);
            var state = BodyState.Empty with { Assured = !_facts.CanceledThreads.Contains(thread.Name) };
            foreach (var statement in thread.Body) state = (statement is Perform or SetFlag ? walk : nested).Step(statement, state);
        }

        foreach (var function in _program.Functions)
        {
            NewWalk(function.Name, _kinds[function.Name], report, note, nested: true).Walk(function.Body, Entry(function.Name));
        }
    }

    private BodyWalk NewWalk(string body, BodyKind kind, Action<string> report, Action<string, bool, Statement, BodyState>? note, bool nested) =>
        new(_facts, body, kind, report) { Observe = note is null ? null : (statement, state) => note(body, !nested, statement, state) };

    private BodyState Entry(string function)
    {
        var state = BodyState.Empty with { NoAioYet = false };
        if (_entries.TryGetValue(function, out var known)) state = state.With(known);
        if (_kinds[function] != BodyKind.Callback || Ownership.BlockOf(function, _program, _facts) is not { } cb) return state;
        // In a chain another call of the function may have retrieved the result before.
        var once = _facts.SubmittedOnce(cb);
        var facts = new BlockFacts { Usable = true, Complete = true, Idle = true, Asked = true, MaybeSubmitted = true, Sure = once, MaybeReturned = !once };
        return state.With(cb, facts);
    }

    /// <summary>What passed at gates, flags and functions in one round.</summary>
    private sealed class Passed(ProgramFacts facts)
    {
        public Dictionary<string, Guarantee> Gates { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Guarantee> Flags { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Guarantee> Functions { get; } = new(StringComparer.Ordinal);

        public List<string> Assured { get; } = [];

        public void Note(string body, bool always, Statement statement, BodyState state)
        {
            switch (statement)
            {
                case Perform { Call: OpenGate gate }:
                    Meet(Gates, gate.Gate, state);
                    if (always && state.Assured) Assured.Add(gate.Gate);
                    break;
                case SetFlag { Value: true } flag: Meet(Flags, flag.Flag, state); break;
                case Perform { Call: var call }:
                    // What a function knows when it names itself, it knew when it was called.
                    foreach (var function in Mentions.FunctionsOf(call).Where(f => f != body)) Meet(Functions, function, state);
                    break;
            }
        }

        private void Meet(Dictionary<string, Guarantee> map, string name, BodyState state)
        {
            var guarantee = Guarantee.Of(state, facts);
            map[name] = map.TryGetValue(name, out var other) ? Guarantee.Meet(other, guarantee) : guarantee;
        }
    }
}
