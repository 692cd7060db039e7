using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>The outcomes and failures of a search, each with the place where it was found first.</summary>
/// <typeparam name="T">How a search tells a place: so that a schedule can be made of it in the end.</typeparam>
internal sealed class Findings<T>(int mostOutcomes)
{
    private readonly SortedDictionary<string, (long Count, T Place)> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<(FailureKind Kind, string Message), (long Count, SourcePlace? Source, T Place)> _failures = [];

    /// <summary>How many ends were reached.</summary>
    public long Ends { get; private set; }

    public int OutcomeCount => _outcomes.Count;

    public int FailureCount => _failures.Count;

    /// <summary>There are more outcomes than are kept.</summary>
    public bool OutcomesLeftOut { get; private set; }

    /// <summary>Another outcome could still be kept.</summary>
    public bool HasRoom => _outcomes.Count < mostOutcomes;

    /// <summary>An end was reached. The place is only asked for where the outcome is new.</summary>
    public void Outcome(string text, Func<T> place)
    {
        Ends++;
        if (_outcomes.TryGetValue(text, out var found)) _outcomes[text] = found with { Count = found.Count + 1 };
        else if (HasRoom) _outcomes.Add(text, (1, place()));
        else OutcomesLeftOut = true;
    }

    /// <summary>An outcome that is kept was met more often.</summary>
    public void More(string text, long times)
    {
        Ends += times;
        if (_outcomes.TryGetValue(text, out var found)) _outcomes[text] = found with { Count = found.Count + times };
    }

    /// <summary>An end was reached that nobody has looked at: there is no room for its outcome if it is a new one.</summary>
    public void UnknownOutcome()
    {
        Ends++;
        OutcomesLeftOut = true;
    }

    public void Failure(EndFailure failure, Func<T> place) => Failure(failure.Kind, failure.Message, failure.Source, place);

    /// <summary>What does not hold in a step.</summary>
    public void Failures(Edge edge, Func<T> place)
    {
        foreach (var failure in edge.Failures) Failure(EndFailure.Of(failure), place);
        if (edge.Mistake is not { } mistake) return;
        var kind = mistake is ProgramException ? FailureKind.Undefined : FailureKind.Invariant;
        Failure(kind, mistake.Message, (mistake as ProgramException)?.Place, place);
    }

    /// <summary>A schedule was cut.</summary>
    public void Cut(Func<T> place) => Failure(FailureKind.StepLimit, "the schedule was cut: it took too many steps", null, place);

    public ImmutableArray<ExploredOutcome> Outcomes(Func<T, Schedule> scheduleTo) =>
        ExploredOutcome.Join(_outcomes.Select(o => new ExploredOutcome(o.Key, o.Value.Count, scheduleTo(o.Value.Place))));

    public ImmutableArray<ExploredFailure> Failures(Func<T, Schedule> scheduleTo) => ExploredFailure.Join(_failures.Select(f =>
        new ExploredFailure(f.Key.Kind, f.Key.Message, null, f.Value.Source, f.Value.Count, scheduleTo(f.Value.Place))));

    private void Failure(FailureKind kind, string message, SourcePlace? source, Func<T> place) => _failures[(kind, message)] =
        _failures.TryGetValue((kind, message), out var found) ? found with { Count = found.Count + 1 } : (1, source, place());
}
