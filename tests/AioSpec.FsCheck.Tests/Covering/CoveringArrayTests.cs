using System.Collections.Immutable;
using AioSpec.FsCheck.Covering;

namespace AioSpec.FsCheckTests.Covering;

public sealed class CoveringArrayTests
{
    private static readonly ImmutableArray<Factor> s_factors =
        [new("a", ["0", "1", "2"]), new("b", ["0", "1"]), new("c", ["0", "1", "2", "3"]), new("d", ["0", "1", "2"])];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_pair_that_can_stand_together_stands_in_a_row(ulong seed)
    {
        var array = new CoveringArray(s_factors, seed, IsPossible);

        var rows = array.Rows().ToList();

        var pairs = rows.SelectMany(PairsOf).ToHashSet();
        Assert.Equal(array.Pairs, pairs.Count);
        Assert.All(rows, row => Assert.True(IsPossible(row)));
        Assert.InRange(rows.Count, 12, 30);
    }

    [Fact]
    public void The_programs_of_one_array_stand_for_every_pair_of_the_design()
    {
        var programs = CoveringPrograms.Of(3).TakeWhile(p => p.Program.Name.StartsWith("design 3.0.", StringComparison.Ordinal)).ToList();

        var pairs = programs.SelectMany(p => p.Classes.SelectMany((a, i) => p.Classes.Skip(i + 1).Select(b => (a, b)))).ToHashSet();
        Assert.Equal(CoveringPrograms.Pairs, pairs.Count);
    }

    [Fact]
    public void The_same_seed_makes_the_same_programs_and_another_one_others()
    {
        Assert.Equal(Text(5), Text(5));
        Assert.NotEqual(Text(5), Text(6));
    }

    private static IEnumerable<string> Text(ulong seed) => CoveringPrograms.Of(seed).Take(20).Select(p => AioSpec.Text.ProgramText.Print(p.Program)).ToList();

    private static bool IsPossible(ImmutableArray<int> row) => !(row[0] == 0 && row[1] == 1);

    private static IEnumerable<(int, int, int, int)> PairsOf(ImmutableArray<int> row) =>
        from a in Enumerable.Range(0, row.Length)
        from b in Enumerable.Range(a + 1, row.Length - a - 1)
        select (a, row[a], b, row[b]);
}
