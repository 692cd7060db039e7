using AioSpec.Catalogue;
using AioSpec.Judging;

namespace AioSpec.Tests.ByHand;

/// <summary>
/// The judge and people agree: each history in this folder was written with its verdict, and why, before the judge was
/// asked. Where the two differ the clauses decide who is wrong, not the judge.
/// </summary>
public sealed class ByHandTests
{
    public static TheoryData<string> Names => [.. HandJudged.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_judge_says_what_the_clauses_say(string name)
    {
        var expected = HandJudged.Of(name);

        var verdict = Judge.Of(expected.History);

        Assert.True(Agrees(expected, verdict), Difference(expected, verdict));
    }

    [Fact]
    public void There_are_many_of_every_family()
    {
        var families = HandJudged.Names.Select(name => name.Split('/')[0]).ToHashSet(StringComparer.Ordinal);

        Assert.True(HandJudged.Names.Count >= 200);
        Assert.Superset(Requirements.All.Where(r => r.IsObservable && r.Id != "HDR-07").Select(r => r.Id.Split('-')[0]).ToHashSet(), families);
    }

    [Fact]
    public void Every_verdict_names_requirements_and_says_why() => Assert.All(HandJudged.Names.Select(HandJudged.Of), one =>
    {
        Assert.All(one.Refused, id => Assert.Contains(Requirements.All, r => r.Id == id));
        Assert.EndsWith(".", one.Because, StringComparison.Ordinal);
    });

    private static bool Agrees(HandJudged expected, Verdict verdict)
    {
        if (!verdict.Doubts.IsEmpty) return false;
        var broken = verdict.Violations.Select(v => v.Requirement).Distinct().ToList();
        return expected.Refused.Length == 0 ? verdict.Findings.IsEmpty : broken.Count == 1 && expected.Refused.Contains(broken[0]);
    }

    private static string Difference(HandJudged expected, Verdict verdict)
    {
        var by = expected.Refused.Length == 0 ? "permitted" : "refused " + string.Join(" or ", expected.Refused);
        var says = verdict.Answer switch
        {
            Answer.Permitted => "permitted",
            Answer.Inconclusive => "inconclusive: " + string.Join("; ", verdict.Doubts.Select(d => d.Reason)),
            _ => "refused " + string.Join(", ", verdict.Findings.Select(f => $"{f.Requirement} ({f.Saw}; permitted: {f.Permitted}){(f.IsConsequence ? " as a consequence" : "")}")),
        };
        return $"{expected.Name} is {by}: {expected.Because} The judge says: {says}";
    }
}
