using System.Reflection;
using AioSpec.Catalogue;
using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioSpec.Tests.Model;

public sealed class AllRulesTests
{
    [Fact]
    public void Every_rule_is_listed_once()
    {
        var rules = typeof(AllRules).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(Rule))
            .Select(f => (Name: $"{f.DeclaringType!.Name}.{f.Name}", Rule: (Rule)f.GetValue(null)!))
            .ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, r => Assert.True(AllRules.List.Count(l => ReferenceEquals(l, r.Rule)) == 1, $"{r.Name} is not listed once"));
        Assert.Equal(rules.Count, AllRules.List.Length);
    }

    [Fact]
    public void Every_clause_cites_a_requirement_of_the_catalogue() =>
        Assert.All(AllRules.List.SelectMany(r => r.Clauses.Select(c => c.Id).Concat(r.Progress.Select(p => p.Id))), id =>
            Assert.True(Requirements.Find(id) is not null, $"{id} is not in the catalogue"));
}
