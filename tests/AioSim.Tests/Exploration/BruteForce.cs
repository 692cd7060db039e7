using AioSim.Exploration;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Exploration;

/// <summary>The outcomes of a program by the plainest ways there are.</summary>
internal static class BruteForce
{
    /// <summary>Runs the simulator under one schedule after the other, as an odometer counts; and whether those were all.</summary>
    public static (HashSet<string> Outcomes, bool All) Schedules(Program program, int most)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var odometer = new Odometer();
        for (var i = 0; i < most; i++)
        {
            found.Add(Explorer.OutcomeOf(program, odometer, Explored.All));
            if (!odometer.Next()) return (found, true);
        }

        return (found, false);
    }

    /// <summary>The outcomes of runs of the simulator under schedules that are drawn.</summary>
    public static IEnumerable<string> Drawn(Program program, int schedules) =>
        Enumerable.Range(0, schedules).Select(seed => Explorer.OutcomeOf(program, new RandomPolicy((ulong)seed), Explored.All));

    /// <summary>All states, stored whole; every step is taken in the simulator every time, and nothing is learned.</summary>
    public static HashSet<string> States(Program program)
    {
        var loader = new StateLoader(program, Explored.All, new Lock());
        var found = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<int[]>(new Whole()) { loader.Initial };
        var open = new Stack<int[]>([loader.Initial]);
        while (open.TryPop(out var state))
        {
            var edges = loader.AllEdgesOf(state);
            if (edges.Length == 0) found.Add(loader.OutcomeOf(state));
            foreach (var edge in edges)
            {
                var next = new int[loader.Layout.Count];
                state.CopyTo(next, 0);
                StateLoader.Apply(next, edge);
                if (seen.Add(next)) open.Push(next);
            }
        }

        return found;
    }

    /// <summary>States are equal if all their cells are; a cell that has not come up is not there.</summary>
    private sealed class Whole : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().TrimEnd(0).SequenceEqual(y.AsSpan().TrimEnd(0));

        public int GetHashCode(int[] state)
        {
            var hash = default(StableHash);
            foreach (var cell in state.AsSpan().TrimEnd(0)) hash.Add(cell);
            return (int)hash.Value;
        }
    }

    private sealed class Odometer : ISchedulingPolicy
    {
        private readonly List<(int Taken, int Of)> _wheels = [];
        private int _at;

        public int Choose(EnabledSteps steps)
        {
            if (_at == _wheels.Count) _wheels.Add((0, steps.Count));
            return _wheels[_at++].Taken;
        }

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
}
