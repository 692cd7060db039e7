using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>
/// All ways through one step: the step is taken again and again, each time with the next combination of the outcomes that
/// were chosen in it, as an odometer counts.
/// </summary>
internal sealed class ChoicePolicy : ISchedulingPolicy
{
    private readonly List<(int Taken, int Of)> _wheels = [];
    private readonly List<Outcome> _outcomes = [];
    private int _at;

    /// <summary>What was chosen the last time, one after the other.</summary>
    public Outcome[] Taken => [.. _outcomes];

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps)
    {
        if (_at == _wheels.Count) _wheels.Add((0, steps.Count));
        var taken = _wheels[_at++].Taken;
        _outcomes.Add(steps[taken].Outcome);
        return taken;
    }

    /// <summary>A step begins anew, with the first outcome of each choice.</summary>
    public void Start()
    {
        _wheels.Clear();
        _outcomes.Clear();
        _at = 0;
    }

    /// <summary>Goes on to the next combination; false where there is none.</summary>
    public bool Next()
    {
        _at = 0;
        _outcomes.Clear();
        while (_wheels.Count > 0 && _wheels[^1] is var (taken, of))
        {
            _wheels.RemoveAt(_wheels.Count - 1);
            if (taken + 1 == of) continue;
            _wheels.Add((taken + 1, of));
            return true;
        }

        return false;
    }
}
