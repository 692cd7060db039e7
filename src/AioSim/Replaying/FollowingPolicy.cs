using System.Collections.Immutable;
using AioSim.Stepping;
using AioSpec.Model;

namespace AioSim.Replaying;

/// <summary>
/// Takes the steps of another run by their names; a call may have other arguments. A step that is new is taken when its turn
/// would be that of the next one of who takes it; one that is not there any more is passed over. Where none of the next
/// recorded steps can be taken, it cannot follow.
/// </summary>
/// <param name="recorded">The names of the steps.</param>
/// <param name="then">Who chooses from there on; null: the run is stopped.</param>
internal sealed class FollowingPolicy(List<string> recorded, ISchedulingPolicy? then) : ISchedulingPolicy, IRunObserver
{
    /// <summary>So far ahead it looks.</summary>
    private const int Reach = 64;

    private readonly bool[] _done = new bool[recorded.Count];
    private Moment? _moment;
    private int _first;
    private bool _lost;
    private Divergence? _divergence;

    /// <summary>How many recorded steps were taken.</summary>
    public long Followed { get; private set; }

    public void Begin()
    {
        (_first, _lost, _divergence, Followed) = (0, false, null, 0);
        Array.Clear(_done);
        then?.Begin();
    }

    /// <summary>Where it first differs, now that the run is over; null where it does not.</summary>
    public Divergence? DivergenceAtEnd(RunResult result) => _divergence
        ?? (_first < recorded.Count ? new Divergence(result.Steps, result.VirtualNanoseconds, "the run is over before the recorded one was") { Recorded = [recorded[_first]] } : null);

    public bool Before(Moment moment)
    {
        _moment = moment;
        return !_lost || then is not null;
    }

    public int Choose(EnabledSteps steps)
    {
        var names = _moment!.DescribeAll(steps);
        var choice = _lost ? -1 : Follow(names);
        if (choice < 0) choice = then?.Choose(steps) ?? 0;
        // Other steps are noted when they are taken: with those that nobody had to choose.
        if (steps[choice].Kind == StepKind.Outcome) Note(names[choice], names);
        return choice;
    }

    public void Taking(Moment moment, StepView step) => Note(moment.Describe(step), null);

    private int Follow(ImmutableArray<string> names)
    {
        foreach (var at in Ahead())
        {
            if (names.IndexOf(recorded[at]) is >= 0 and var same) return same;
            if (Find(names, name => Act(name) == Act(recorded[at])) is >= 0 and var alike) return alike;
            if (Find(names, name => Actor(name) == Actor(recorded[at]) && IsNew(name)) is >= 0 and var added) return added;
        }

        _lost = true;
        Differ("none of the steps that were taken then can be taken", names);
        return -1;
    }

    private void Note(string taken, ImmutableArray<string>? names)
    {
        if (_lost) return;
        var next = _first < recorded.Count ? recorded[_first] : null;
        if (next != taken) Differ(next is null ? $"it takes '{taken}' where the recorded run was over" : $"it takes '{taken}' where '{next}' was taken", names ?? [taken]);
        foreach (var at in Ahead())
        {
            if (Act(recorded[at]) != Act(taken)) continue;
            Followed++;
            Pass(at, Actor(taken));
            return;
        }
    }

    /// <summary>A recorded step was taken: what the same thread or request has done before it does not come any more.</summary>
    private void Pass(int upTo, string actor)
    {
        for (var at = _first; at <= upTo; at++) _done[at] |= at == upTo || Actor(recorded[at]) == actor;
        while (_first < recorded.Count && _done[_first]) _first++;
    }

    private IEnumerable<int> Ahead() => Enumerable.Range(_first, Math.Min(Reach, recorded.Count - _first)).Where(at => !_done[at]);

    private bool IsNew(string name) => !Ahead().Any(at => Act(recorded[at]) == Act(name));

    private static int Find(ImmutableArray<string> names, Func<string, bool> fits)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (fits(names[i])) return i;
        }

        return -1;
    }

    private static string Act(string name) => Before(name, "(");

    private static string Actor(string name) => Before(name, ": ");

    private static string Before(string name, string mark) => name.IndexOf(mark, StringComparison.Ordinal) is > 0 and var at ? name[..at] : name;

    private void Differ(string what, ImmutableArray<string> names) => _divergence ??= new Divergence(_moment!.Step, _moment.Time, what)
    {
        Recorded = _first < recorded.Count ? [recorded[_first]] : [],
        Now = names,
    };
}
