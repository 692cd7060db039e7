using AioSim.Exploration;

namespace AioSim.Tests.Exploration;

/// <summary>Who does the pieces of one search, how many at a time and in which order, changes nothing of what is found.</summary>
public sealed class CrewTests
{
    public static TheoryData<string> Programs { get; } = new(SmallPrograms.All.Keys);

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_pieces_of_a_search_may_be_done_in_any_order(string name) => Check(SmallPrograms.All[name], Explored.All);

    /// <summary>Levels of more than one block, cut where no state is kept any more.</summary>
    [Theory]
    [InlineData(100_000)]
    [InlineData(9_999)]
    public void Large_levels_are_taken_by_several_at_a_time(long most) => Check(ManyStates, Explored.All with { MaxStates = most });

    [Fact]
    public void Schedules_that_are_cut_are_the_same() => Check(ManyStates, Explored.All with { MaxSteps = 12 });

    private const string ManyStates = """
        file /sim/a "hello"
        file /sim/b "hello"
        device reorder
        thread main
          open("/sim/a", O_RDONLY) -> $a
          open("/sim/b", O_RDONLY) -> $b
          aio_read(r1, fd=$a, nbytes=5)
          aio_read(r2, fd=$b, nbytes=5)
        thread cancel1
          aio_error(r1)
          aio_error(r1)
          aio_error(r1)
        thread look1
          aio_error(r1)
          aio_error(r1)
        thread look2
          aio_error(r2)
          aio_error(r2)
        """;

    private static void Check(string text, ExplorationOptions options)
    {
        var program = Ran.Program(text);
        var alone = Text(Explorer.Explore(program, options));
        Assert.Equal(alone, Text(Explorer.Explore(program, options with { Crew = new Backwards() })));
        Assert.Equal(alone, Text(Explorer.Explore(program, options with { Crew = new AtOnce() })));
    }

    private static string Text(ExplorationResult result) => string.Join('\n',
        [
            $"{result.Schedules} {result.States} {result.Transitions} {result.Depth} {result.Complete}",
            .. result.Outcomes.Select(o => $"{o.Count} {o.Text} {o.Schedule}"),
            .. result.Failures.Select(f => $"{f.Count} {f.Message} {f.Schedule}"),
            .. result.Coverage.Clauses, .. result.Coverage.Pairs,
        ]);

    private sealed class Backwards : ICrew
    {
        public int Size => 3;

        public void Do(int count, Action<int> piece)
        {
            for (var i = count; i-- > 0;) piece(i);
        }
    }

    private sealed class AtOnce : ICrew
    {
        public int Size => 4;

        public void Do(int count, Action<int> piece) => Parallel.For(0, count, piece);
    }
}
