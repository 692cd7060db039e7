namespace AioSim;

/// <summary>Chooses what a schedule says, and from where it does not fit on, what another policy says.</summary>
/// <param name="schedule">The choices.</param>
/// <param name="then">Who chooses when the schedule is at its end or does not fit; null: always the first.</param>
public sealed class ReplayPolicy(Schedule schedule, ISchedulingPolicy? then = null) : ISchedulingPolicy
{
    private DecisionHash _hash;
    private int _decisions;
    private int _next;
    private bool _left;

    /// <summary>
    /// The run has come to a choice that the schedule does not have, or does not go so far, or its marks say that something
    /// else could be chosen before.
    /// </summary>
    public bool Diverged => DivergedAt >= 0;

    /// <summary>The decision, from 0, at which that was first seen; -1 where it was not.</summary>
    public int DivergedAt { get; private set; } = -1;

    /// <summary>How many choices were taken from the schedule.</summary>
    public int Taken => _next;

    /// <summary>Whether the schedule is used up, and all of it has fitted.</summary>
    public bool Completed => !Diverged && _next == schedule.Choices.Length;

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps)
    {
        if (!schedule.Marks.IsEmpty) CheckMark(steps);
        var choice = Next(steps);
        _hash.Add(choice);
        _decisions++;
        return choice;
    }

    /// <inheritdoc/>
    public void Begin()
    {
        (_next, _decisions, _hash, DivergedAt, _left) = (0, 0, default, -1, false);
        then?.Begin();
    }

    private int Next(EnabledSteps steps)
    {
        if (!_left && _next < schedule.Choices.Length && schedule.Choices[_next] < steps.Count) return schedule.Choices[_next++];
        _left = true;
        Diverge();
        return then?.Choose(steps) ?? 0;
    }

    private void CheckMark(EnabledSteps steps)
    {
        _hash.Add(steps);
        var (mark, rest) = Math.DivRem(_decisions, Schedule.DecisionsPerMark);
        if (rest == 0 && mark < schedule.Marks.Length && schedule.Marks[mark] != _hash.Mark) Diverge();
    }

    private void Diverge()
    {
        if (DivergedAt < 0) DivergedAt = _decisions;
    }
}
