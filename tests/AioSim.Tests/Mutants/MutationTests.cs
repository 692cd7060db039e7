using Xunit.Abstractions;

namespace AioSim.Tests.Mutants;

/// <summary>Nearly every mistake of the simulator is noticed, as what it is; and where there is none, none is found.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int LeastScore = 95;

    /// <summary>The mutants that the judge lets pass, each with the reason.</summary>
    private static readonly Dictionary<string, string> s_survivors = new(StringComparer.Ordinal);

    [Fact]
    public void Mutation_score()
    {
        var mutants = Mutant.All.Where(mutant => MutationScore.Mistakes.ContainsKey(mutant.Name)).ToList();
        var results = new MutationScore.Result[mutants.Count];
        Parallel.For(0, mutants.Count, i => results[i] = MutationScore.Of(mutants[i]));

        var killed = results.Count(r => r.KilledBy is not null);
        foreach (var r in results) output.WriteLine($"{(r.KilledBy is null ? "survived" : "killed"),-8} {r.Mutant.Name,-42} {r.Mutant.Requirements[0],-12} {r.KilledBy ?? "found instead: " + string.Join(", ", r.OtherFindings)}");
        output.WriteLine($"{killed} of {mutants.Count} mutants of the simulator killed: {100.0 * killed / mutants.Count:F1} %");

        Assert.True(mutants.Count >= 60);
        Assert.True(100 * killed >= LeastScore * mutants.Count, $"{killed} of {mutants.Count}");
        Assert.Equal(s_survivors.Keys.Order(StringComparer.Ordinal), results.Where(r => r.KilledBy is null).Select(r => r.Mutant.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_mistake_nothing_is_found() => Assert.Empty(MutationScore.FalseAlarms());

    [Fact]
    public void Every_mistake_stands_in_the_catalogue()
    {
        var names = Mutant.All.Select(mutant => mutant.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.Superset(MutationScore.Mistakes.Keys.ToHashSet(), names.ToHashSet());
        Assert.All(Mutant.All.SelectMany(mutant => mutant.Requirements), id => Assert.Contains(AioSpec.Catalogue.Requirements.All, r => r.Id == id));
    }
}
