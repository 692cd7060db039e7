using System.Collections.Immutable;
using AioCli.Conformance.Campaign;
using AioCli.Targets;
using AioSpec.Catalogue;
using AioSpec.FsCheck.Changes;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioCli.Conformance.Findings;

/// <summary>What the runs of a campaign have shown. Several threads may add to it at a time.</summary>
internal sealed class Evidence
{
    /// <summary>Looking for what a run exercises costs more than the run; of a program only so many are looked at.</summary>
    private const int MostLooks = 6;

    /// <summary>Of the runs that break a requirement these many are kept, the smallest.</summary>
    private const int MostKept = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _exercised = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _unresolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inconclusive = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _looks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<Trial>> _broken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, string Program), int> _timesByProgram = [];
    private readonly SortedDictionary<string, Trouble> _troubles = new(StringComparer.Ordinal);

    /// <summary>The choices that were seen.</summary>
    public ChoicesSeen Choices { get; } = new();

    /// <summary>The requirements that some run breaks, in order, each with runs that show it: first those whose program showed it most often, and of them the smallest.</summary>
    public IReadOnlyList<(string Requirement, ImmutableArray<Trial> Trials)> Broken
    {
        get
        {
            lock (_lock) return [.. _broken.Select(b => (b.Key, b.Value.ToImmutableArray()))];
        }
    }

    /// <summary>How many runs that did not hang have broken a requirement.</summary>
    public int Times(string requirement)
    {
        lock (_lock) return _times.GetValueOrDefault(requirement);
    }

    /// <summary>How runs ended that could not be judged to their end.</summary>
    public IReadOnlyList<Trouble> Troubles
    {
        get
        {
            lock (_lock) return [.. _troubles.Values];
        }
    }

    /// <summary>Takes a run.</summary>
    public void Add(Trial trial)
    {
        var ending = trial.Performance.Ending;
        lock (_lock)
        {
            if (ending.Kind == EndingKind.Refused)
            {
                foreach (var id in trial.Experiment.Claims) _missing.TryAdd(id, string.Join("; ", ending.Unmet));
                return;
            }

            if (!ending.IsComplete || trial.Verdict is null) Note(trial, ending);
            foreach (var id in trial.Broken) Keep(id, trial);
            if (trial.Verdict is { Answer: Answer.Inconclusive } verdict)
            {
                foreach (var id in trial.Experiment.Claims) _inconclusive.TryAdd(id, $"{trial.Experiment.Name}: {verdict.Doubts[0].Reason}");
            }
        }

        if (trial.Verdict is { Answer: Answer.Permitted } && ending.Kind == EndingKind.Quiet) Look(trial);
    }

    /// <summary>A hang of this requirement did not recur: it is no violation.</summary>
    public void Withdraw(string id, string reason)
    {
        lock (_lock)
        {
            _broken.Remove(id);
            _unresolved[id] = reason;
        }
    }

    /// <summary>The line of each requirement.</summary>
    public ImmutableArray<RequirementResult> Results(Declaration declared)
    {
        lock (_lock) return [.. Requirements.All.Select(r => Result(r, declared))];
    }

    private RequirementResult Result(Requirement requirement, Declaration declared)
    {
        var id = requirement.Id;
        var runs = _exercised.GetValueOrDefault(id);
        RequirementResult As(RequirementStatus status, string? reason = null) => new(requirement, status, reason, runs);
        if (_broken.ContainsKey(id)) return As(RequirementStatus.Fail);
        if (!requirement.IsObservable) return As(RequirementStatus.NotObservable, requirement.NotObservable);
        if (requirement.Option is { } option && (declared.Options & option) == 0) return As(RequirementStatus.NotApplicable, $"the target does not declare the option {option}");
        if (_unresolved.TryGetValue(id, out var unresolved)) return As(RequirementStatus.Unresolved, unresolved);
        if (runs > 0) return As(RequirementStatus.Pass);
        if (_inconclusive.TryGetValue(id, out var doubt)) return As(RequirementStatus.Inconclusive, doubt);
        return As(RequirementStatus.NotExercised, _missing.GetValueOrDefault(id, "no run came to the point where it could have been broken"));
    }

    private void Note(Trial trial, Ending ending)
    {
        var what = $"{ending.Kind}{(ending.Text.Length > 0 ? ": " + ending.Text : "")}";
        _troubles[what] = _troubles.TryGetValue(what, out var known) ? known with { Times = known.Times + 1 } : new Trouble(what, 1, trial.Experiment.Name);
        foreach (var id in trial.Experiment.Claims.Where(id => !_exercised.ContainsKey(id))) _unresolved.TryAdd(id, $"{trial.Experiment.Name}: {what}");
    }

    private void Keep(string id, Trial trial)
    {
        if (!trial.IsHang) _times[id] = _times.GetValueOrDefault(id) + 1;
        var program = (id, trial.Experiment.Name);
        _timesByProgram[program] = _timesByProgram.GetValueOrDefault(program) + 1;
        if (!_broken.TryGetValue(id, out var kept)) _broken[id] = kept = [];
        var same = kept.FindIndex(t => t.Experiment.Name == trial.Experiment.Name);
        if (same < 0) kept.Add(trial);
        else if (Size(trial) < Size(kept[same])) kept[same] = trial;
        // What shows it again and again is worth more than what is small, and a hang is worth least.
        kept.Sort((a, b) => (a.IsHang, -Times(a), Size(a)).CompareTo((b.IsHang, -Times(b), Size(b))));
        if (kept.Count > MostKept) kept.RemoveAt(MostKept);

        int Times(Trial t) => _timesByProgram[(id, t.Experiment.Name)];
    }

    private static long Size(Trial trial) => trial.Performance.History.Events.Length + (trial.IsHang ? 1_000 : 0);

    private void Look(Trial trial)
    {
        var experiment = trial.Experiment;
        ImmutableArray<string> wanted;
        lock (_lock)
        {
            var looks = _looks.GetValueOrDefault(experiment.Name);
            wanted = [.. experiment.Claims.Where(id => !_exercised.ContainsKey(id))];
            if ((wanted.IsEmpty && looks > 0) || looks >= MostLooks) return;
            _looks[experiment.Name] = looks + 1;
        }

        if (experiment.IsGenerated) return;
        Choices.Learn(trial.Performance.History, experiment.Claims);
        var found = SingleChanges.Exercised(trial.Performance.History, wanted);
        lock (_lock)
        {
            foreach (var id in found) _exercised[id] = _exercised.GetValueOrDefault(id) + 1;
        }
    }
}
