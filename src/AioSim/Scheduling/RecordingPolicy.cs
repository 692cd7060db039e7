namespace AioSim;

/// <summary>Notes what another policy chooses, with marks by which a replay sees where it parts.</summary>
/// <param name="inner">Who chooses.</param>
public sealed class RecordingPolicy(ISchedulingPolicy inner) : ISchedulingPolicy
{
    private readonly List<int> _choices = [];
    private readonly List<byte> _marks = [];
    private DecisionHash _hash;

    /// <summary>What was chosen so far.</summary>
    public Schedule Schedule => new([.. _choices]) { Marks = [.. _marks] };

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps)
    {
        _hash.Add(steps);
        if (_choices.Count % Schedule.DecisionsPerMark == 0) _marks.Add((byte)_hash.Mark);
        var choice = inner.Choose(steps);
        _hash.Add(choice);
        _choices.Add(choice);
        return choice;
    }

    /// <inheritdoc/>
    public void Begin()
    {
        _choices.Clear();
        _marks.Clear();
        _hash = default;
        inner.Begin();
    }
}
