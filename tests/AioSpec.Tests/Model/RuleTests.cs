using AioSpec.Model;

namespace AioSpec.Tests.Model;

public sealed class RuleTests
{
    private static readonly Outcome[] Outcomes =
    [
        .. Enumerable.Range(-2, 70).Select(value => new Outcome(value)), new Outcome(4096),
        .. Enum.GetValues<Errno>().Select(errno => new Outcome(-1, errno)),
    ];

    private static readonly Clause[] Clauses =
    [
        On.Only("A-01", "-1 with errno EAGAIN", On.Fails(Errno.EAGAIN), Is.Never),
        On.Only("A-02", "0", On.Zero, Is.Never),
        On.Only("A-03", "a value", On.NotMinusOne, Is.Never),
        On.Only("A-04", "neither 0 nor -1", On.ValueOtherwise(0, -1), Is.Never),
    ];

    [Fact]
    public void An_outcome_is_put_to_the_clauses_that_speak_of_it_however_many_came_between()
    {
        var rule = new Rule("test", Clauses, []);

        foreach (var outcome in Outcomes.Concat(Outcomes.Reverse()))
        {
            var wanted = Array.Find(Clauses, clause => clause.On(outcome));
            Assert.Equal(wanted, rule.Forbids(null!, new Scope(-1, -1, outcome)));
            Assert.Equal(wanted is not null, rule.SpeaksOf(outcome));
        }
    }

    /// <summary>Some of these clauses say nothing that others do not say: they only tell what is broken.</summary>
    [Fact]
    public void The_first_clause_that_cannot_hold_forbids_whatever_is_left_out_in_between()
    {
        var truths = new Truth[3];
        Fact[] facts = [.. truths.Select((_, i) => new Atom($"{i}", (IWorld _, in Scope _) => truths[i]))];
        var (a, b, c) = (facts[0], facts[1], facts[2]);
        Fact[] conditions = [a | b | !c, !c | b, a | b, b & c, a, !c, !(a & b) | !c, c];
        Clause[] clauses = [.. conditions.Select((fact, i) => On.Only($"A-{i}", "anything", On.Anything, fact))];
        for (var first = 0; first < clauses.Length; first++)
        {
            var some = clauses[first..];
            var rule = new Rule("test", some, []);
            for (var i = 0; i < 27; i++)
            {
                (truths[0], truths[1], truths[2]) = ((Truth)(i % 3), (Truth)(i / 3 % 3), (Truth)(i / 9));
                var wanted = Array.Find(some, clause => clause.OnlyIf.Ask(null!, default) == Truth.No);
                Assert.Equal(wanted, rule.Forbids(null!, default));
                Assert.Equal(wanted is null, rule.Permits(null!, default));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Learned))]
    public void Only_a_fact_that_has_something_to_learn_teaches(Fact fact, bool teaches) => Assert.Equal(teaches, fact.Teaches);

    public static TheoryData<Fact, bool> Learned => new()
    {
        { Is.Never, false },
        { Is.CompleteDuring, true },
        { !Is.CompleteDuring, true },
        { Is.Never | Is.Told(Tell.HasNop), false },
        { Is.Never | Is.Succeeded, true },
        { Is.Succeeded & Is.Never, true },
        { Is.Every(Relation.Elements, Is.CompleteDuring), true },
        { Is.Some(Relation.Elements, Is.Never), false },
    };
}
