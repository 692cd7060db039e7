using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>The outcomes and failures of a search, each with the place where it was found first: a state, and the way on from there or -1.</summary>
internal sealed class Findings
{
    private readonly SortedDictionary<string, (long Count, int State, int Way)> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<(FailureKind Kind, string Message), (long Count, SourcePlace? Place, int State, int Way)> _failures = [];

    /// <summary>How many ends were reached.</summary>
    public long Ends { get; private set; }

    public int OutcomeCount => _outcomes.Count;

    public int FailureCount => _failures.Count;

    public void Outcome(string text, int state, int way)
    {
        Ends++;
        _outcomes[text] = _outcomes.TryGetValue(text, out var found) ? found with { Count = found.Count + 1 } : (1, state, way);
    }

    public void Failure(ExpectationFailure failure, int state, int way) =>
        Failure(FailureKind.Expectation, failure.Thread is null ? failure.Message : $"{failure.Thread}: {failure.Message}", failure.Place, state, way);

    public void Failure(Exception mistake, int state, int way) => Failure(
        mistake is ProgramException ? FailureKind.Undefined : FailureKind.Invariant, mistake.Message, (mistake as ProgramException)?.Place, state, way);

    public void Failure(FailureKind kind, string message, SourcePlace? place, int state, int way) => _failures[(kind, message)] =
        _failures.TryGetValue((kind, message), out var found) ? found with { Count = found.Count + 1 } : (1, place, state, way);

    public ImmutableArray<ExploredOutcome> Outcomes(Func<int, int, Schedule> scheduleTo) =>
        ExploredOutcome.Join(_outcomes.Select(o => new ExploredOutcome(o.Key, o.Value.Count, scheduleTo(o.Value.State, o.Value.Way))));

    public ImmutableArray<ExploredFailure> Failures(Func<int, int, Schedule> scheduleTo) => ExploredFailure.Join(_failures.Select(f =>
        new ExploredFailure(f.Key.Kind, f.Key.Message, null, f.Value.Place, f.Value.Count, scheduleTo(f.Value.State, f.Value.Way))));
}
