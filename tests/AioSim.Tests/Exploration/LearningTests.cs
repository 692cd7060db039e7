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

    /// <summary>However many requests there are: each is a race of its own, which is learned once, and schedules of it are drawn at the speed of a table.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    public void Races_of_many_requests_are_learned_one_by_one(int requests)
    {
        const int MostOfEach = 60;
        var space = new StateSpace(Ran.Program(Races(requests)), Explored.All);
        var (walker, walk) = (new Walker(space, 10_000), new RandomWalk(1));
        for (var schedule = 0; schedule < 40; schedule++)
        {
            walk.Begin(schedule);
            for (walker.Start(); walker.GoesOn();) walker.Take(walk.Choose(walker));
        }

        Assert.True(space.Learned <= MostOfEach * requests, $"{space.Learned}");
    }

    private static string Races(int requests)
    {
        string Each(Func<int, string> line) => string.Concat(Enumerable.Range(1, requests).Select(i => line(i) + "\n"));
        return Each(i => $"file /sim/f{i} \"hello\"") + "device reorder\nthread main\n"
            + Each(i => $"  open(\"/sim/f{i}\", O_RDONLY) -> $f{i}") + Each(i => $"  aio_read(r{i}, fd=$f{i}, nbytes=5)") + "  open_gate(g)\n"
            + Each(i => $"thread cancel{i}\n  await_gate(g)\n  aio_cancel($f{i}, r{i})\nthread look{i}\n  await_gate(g)\n  aio_error(r{i})\n  aio_error(r{i})");
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
