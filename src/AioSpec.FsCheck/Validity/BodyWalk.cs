using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>
/// Walks a body and tells what is known after each statement, whatever the other bodies, the device and the
/// implementation do. What would be undefined behaviour goes to <paramref name="report"/>.
/// </summary>
internal sealed partial class BodyWalk(ProgramFacts facts, string body, BodyKind kind, Action<string> report)
{
    /// <summary>Called at every statement that passes knowledge on, with the state there.</summary>
    public Action<Statement, BodyState>? Observe { get; init; }

    /// <summary>The state after a sequence of statements.</summary>
    public BodyState Walk(ImmutableArray<Statement> statements, BodyState state)
    {
        foreach (var statement in statements) state = Step(statement, state);
        return state;
    }

    /// <summary>The state after one statement.</summary>
    public BodyState Step(Statement statement, BodyState state)
    {
        Observe?.Invoke(statement, state);
        return statement switch
        {
            Perform perform => StepCall(perform, state),
            Repeat repeat => StepRepeat(repeat, state),
            When choice => BodyState.Join(Walk(choice.Then, Learn(choice.If, true, state)), Walk(choice.Otherwise, Learn(choice.If, false, state))),
            _ => state,
        };
    }

    // The loop may end by its bound, so nothing is known of its condition after it.
    private BodyState StepRepeat(Repeat repeat, BodyState state)
    {
        while (true)
        {
            var again = BodyState.Join(state, Walk(repeat.Body, state));
            if (again.SameAs(state)) return state;
            state = again;
        }
    }

    /// <summary>The state where a condition was seen to hold, or not to.</summary>
    public BodyState Learn(Condition condition, bool holds, BodyState state) => (condition.Kind, holds) switch
    {
        (ConditionKind.Flag, true) or (ConditionKind.NotFlag, false) => condition.Names.Aggregate(state, LearnFlag),
        (ConditionKind.Finished, true) or (ConditionKind.InProgress, false) => condition.Names.Aggregate(state, LearnFinished),
        (ConditionKind.Accepted, true) => condition.Names.Aggregate(state, LearnAccepted),
        (ConditionKind.Accepted, false) when condition.Names.Length == 1 => LearnRejected(state, condition.Names[0]),
        _ => state,
    };

    private BodyState LearnFlag(BodyState state, string flag) => facts.Flags.TryGetValue(flag, out var known) ? state.With(known) : state;

    private BodyState LearnFinished(BodyState state, string cb)
    {
        var known = state[cb];
        var mine = IsSubmitter(cb) || facts.SubmittedOnce(cb);
        return known.Usable && known.Asked && mine ? state.With(cb, known.Finished()) : state;
    }

    // Where no implementation can get to, anything may be said.
    private static BodyState LearnAccepted(BodyState state, string cb) =>
        state[cb].Known ? state.With(cb, state[cb] with { Usable = true }) : state;

    private static BodyState LearnRejected(BodyState state, string cb) =>
        state[cb].Known ? state.With(cb, state[cb] with { Idle = true }) : state;

    private bool IsSubmitter(string cb) => facts.Blocks.TryGetValue(cb, out var use) && use.Submitters.Contains(body);

    private void Problem(string text) => report($"{body}: {text}");

    private void Require(bool holds, string problem)
    {
        if (!holds) Problem(problem);
    }
}
