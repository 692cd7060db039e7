using AioSim.Exploration;

namespace AioSim.Tests.Exploration;

/// <summary>What was learned of a step in one state holds in every other in which it is used.</summary>
public sealed class LearningTests
{
    public static TheoryData<string> Programs { get; } = new(SmallPrograms.All.Keys);

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_step_looks_at_nothing_but_its_footprint(string name)
    {
        var program = Ran.Program(SmallPrograms.All[name]);
        Assert.Null(Check(program, split: false));
        Assert.Null(Check(program, split: true));
    }

    /// <summary>Walks all states, up to a bound, and learns every step of each anew. Null: all are as they were learned.</summary>
    internal static string? Check(AioSpec.Programs.Program program, bool split, int most = 3000)
    {
        var space = new StateSpace(program, Explored.All with { SplitCalls = split });
        var seen = new HashSet<UInt128> { space.FingerprintOf(space.Initial) };
        var open = new Queue<int[]>([space.Initial]);
        var edges = new List<Edge>();
        while (open.TryDequeue(out var state) && seen.Count < most)
        {
            if (space.Verify(state) is { } difference) return difference;
            space.Expand(state, edges);
            foreach (var edge in edges.Where(edge => edge.Mistake is null))
            {
                var next = space.Apply(state, edge);
                var fingerprint = StateSpace.FingerprintAfter(space.FingerprintOf(state), state, edge);
                Assert.Equal(space.FingerprintOf(next), fingerprint);
                if (seen.Add(fingerprint)) open.Enqueue(next);
            }
        }

        return null;
    }
}
