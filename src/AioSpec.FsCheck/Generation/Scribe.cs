using System.Collections.Immutable;
using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes one body, and knows at each point what the checker will know there: so it only writes what is defined.</summary>
internal sealed class Scribe
{
    private readonly BodyWalk _walk;
    private readonly ImmutableArray<Statement>.Builder _statements = ImmutableArray.CreateBuilder<Statement>();

    public Scribe(Plan plan, string body, BodyKind kind, BodyState state, int depth = 0)
    {
        (Plan, Body, Kind, State, Depth) = (plan, body, kind, state, depth);
        _walk = new BodyWalk(plan.Facts, body, kind, text => throw new InvalidOperationException($"the generator wrote an undefined call: {text}"));
    }

    public Plan Plan { get; }

    public Draw Draw => Plan.Draw;

    public string Body { get; }

    public BodyKind Kind { get; }

    /// <summary>How many branches lie around this point.</summary>
    public int Depth { get; }

    public BodyState State { get; private set; }

    public ImmutableArray<Statement> Statements => _statements.ToImmutable();

    /// <summary>How many statements this body has.</summary>
    public int Count => _statements.Count;

    /// <summary>Writes a call.</summary>
    public void Add(Call call, params ReadOnlySpan<string> into)
    {
        foreach (var cb in Mentions.BlocksOf(call)) Plan.Facts.Use(cb).Users.Add(Body);
        foreach (var (cb, block) in Mentions.SubmissionsOf(call))
        {
            Plan.Facts.Use(cb).Submitters.Add(Body);
            Plan.SubmittedOn[cb] = block.Fildes;
            if (block.SigEvent is { Notify: SigEventNotify.SIGEV_THREAD, Function: { } function }) Plan.Facts.Use(cb).Functions.Add(function);
        }

        if (call is AioReturn result) Plan.Facts.Use(result.Cb).Returners.Add(Body);
        if (call is LioListio { Mode: not LioMode.LIO_WAIT } list)
        {
            foreach (var element in list.List.OfType<ListElement>()) Plan.Facts.Use(element.Cb).InUnwaitedList = true;
        }

        Add(new Perform(call, [.. into], null));
    }

    /// <summary>Writes a statement.</summary>
    public void Add(Statement statement)
    {
        if (statement is SetFlag { Value: true } flag) Plan.Facts.Flags.TryAdd(flag.Flag, Guarantee.Of(State, Plan.Facts));
        if (statement is Perform { Call: OpenGate gate }) Open(gate.Gate);
        State = _walk.Step(statement, State);
        _statements.Add(statement);
    }

    /// <summary>Writes a branch.</summary>
    public void Branch(Condition condition, Action<Scribe> then, Action<Scribe>? otherwise = null)
    {
        var yes = Nested(_walk.Learn(condition, true, State));
        then(yes);
        var no = Nested(_walk.Learn(condition, false, State));
        otherwise?.Invoke(no);
        if (yes.Count + no.Count > 0) Add(new When(condition, yes.Statements, no.Statements));
    }

    /// <summary>Writes a loop. Its body must not submit.</summary>
    public void Loop(Condition until, int atMost, Action<Scribe> body)
    {
        var nested = Nested(State);
        body(nested);
        Add(new Repeat(until, atMost, nested.Statements));
    }

    private Scribe Nested(BodyState state) => new(Plan, Body, Kind, state, Depth + 1);

    private void Open(string gate)
    {
        Plan.Facts.Gates.TryAdd(gate, Guarantee.Of(State, Plan.Facts));
        if (Depth == 0 && State.Assured && Kind == BodyKind.Thread) Plan.Facts.AssuredGates.Add(gate);
    }
}
