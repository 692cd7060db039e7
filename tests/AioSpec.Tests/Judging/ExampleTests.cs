using AioSpec.Catalogue;
using AioSpec.Judging;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

/// <summary>Each requirement that can be observed has a history that the judge refuses with it, and a neighbour that it permits.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Observable => [.. Requirements.All.Where(r => r.IsObservable).Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Observable))]
    public void A_history_that_breaks_the_requirement_is_refused_with_its_id_alone(string id)
    {
        var example = Assert.IsType<Example>(Examples.Of(id));

        var verdict = Judge.Of(HistoryText.Parse(example.Refused, id));

        Assert.Equal([id], verdict.Violations.Select(v => v.Requirement));
        Assert.Empty(verdict.Doubts);
    }

    [Theory]
    [MemberData(nameof(Observable))]
    public void Its_neighbour_one_event_different_is_permitted(string id)
    {
        var verdict = Judge.Of(HistoryText.Parse(Examples.Of(id)!.Permitted, id));

        Assert.Empty(verdict.Findings);
        Assert.Empty(verdict.Doubts);
        Assert.Equal(Answer.Permitted, verdict.Answer);
    }

    [Theory]
    [MemberData(nameof(Observable))]
    public void A_finding_names_what_was_seen_what_is_permitted_and_the_events_that_prove_it(string id)
    {
        var history = HistoryText.Parse(Examples.Of(id)!.Refused, id);

        var finding = Assert.Single(Judge.Of(history).Violations);

        Assert.NotEmpty(finding.Saw);
        Assert.NotEmpty(finding.Permitted);
        Assert.NotEmpty(finding.Evidence);
        Assert.All(finding.Evidence, e => Assert.InRange(e, 0, history.Events.Length - 1));
    }
}
