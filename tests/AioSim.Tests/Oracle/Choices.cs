using AioSpec.Model;

namespace AioSim.Tests.Oracle;

/// <summary>
/// All ways through one step: the step is taken again and again from the same state, each time with the next combination of
/// what was chosen in it, as an odometer counts.
/// </summary>
internal sealed class Choices : IChooser
{
    private readonly List<(int Taken, int Of)> _wheels = [];
    private int _at;

    /// <summary>Chooses one of so many.</summary>
    public int Pick(int count)
    {
        if (count <= 1) return 0;
        if (_at == _wheels.Count) _wheels.Add((0, count));
        return _wheels[_at++].Taken;
    }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Outcome> outcomes) => Pick(outcomes.Length);

    /// <summary>Goes on to the next combination; false where there is none.</summary>
    public bool Next()
    {
        _at = 0;
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
