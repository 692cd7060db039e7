using System.Collections.Immutable;
using AioSim.Stepping;
using AioSpec.Model;

namespace AioSim.Replaying;

/// <summary>
/// Takes the steps of another run by their names; a call may have other arguments. A step that is not there any more is passed
/// over, one that is new is taken where nothing else can be; where none of the next recorded steps can be taken, it cannot follow.
/// </summary>
/// <param name="recorded">The names of the steps.</param>
/// <param name="then">Who chooses from there on; null: the run is stopped.</param>
internal sealed class FollowingPolicy(List<string> recorded, ISchedulingPolicy? then) : ISchedulingPolicy, IRunObserver
{
    /// <summary>So many recorded steps are passed over at most.</summary>
    private const int Reach = 64;

    private Moment? _moment;
    private int _next;
    private bool _lost;
    private Divergence? _divergence;

    /// <summary>How many recorded steps were taken.</summary>
    public long Followed { get; private set; }

    public void Begin()
    {
        (_next, _lost, _divergence, Followed) = (0, false, null, 0);
        then?.Begin();
    }

    /// <summary>Where it first differs, now that the run is over; null where it does not.</summary>
    public Divergence? DivergenceAtEnd(RunResult result) => _divergence
        ?? (_next < recorded.Count ? new Divergence(result.Steps, result.VirtualNanoseconds, "the run is over before the recorded one was") { Recorded = [recorded[_next]] } : null);

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
        for (var at = _next; at < recorded.Count && at < _next + Reach; at++)
        {
            if (names.IndexOf(recorded[at]) is >= 0 and var same) return same;
            if (Alike(recorded[at], names) is >= 0 and var alike) return alike;
        }

        _lost = true;
        Differ("none of the steps that were taken then can be taken", names);
        return -1;
    }

    private void Note(string taken, ImmutableArray<string>? names)
    {
        if (_lost) return;
        if (_next < recorded.Count && recorded[_next] == taken)
        {
            _next++;
            Followed++;
            return;
        }

        Differ(_next < recorded.Count ? $"it takes '{taken}' where '{recorded[_next]}' was taken" : $"it takes '{taken}' where the recorded run was over", names ?? [taken]);
        for (var at = _next; at < recorded.Count && at < _next + Reach; at++)
        {
            if (Act(recorded[at]) != Act(taken)) continue;
            _next = at + 1;
            Followed++;
            return;
        }
    }

    /// <summary>The same call of the same thread with other arguments is the next best.</summary>
    private static int Alike(string name, ImmutableArray<string> names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (Act(names[i]) == Act(name)) return i;
        }

        return -1;
    }

    private static string Act(string name) => name.IndexOf('(', StringComparison.Ordinal) is > 0 and var arguments ? name[..arguments] : name;

    private void Differ(string what, ImmutableArray<string> names) => _divergence ??= new Divergence(_moment!.Step, _moment.Time, what)
    {
        Recorded = _next < recorded.Count ? [recorded[_next]] : [],
        Now = names,
    };
}
