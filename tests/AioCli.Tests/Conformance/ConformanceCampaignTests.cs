using AioCli.Conformance.Campaign;
using AioCli.Conformance.Emission;
using AioCli.Conformance.Findings;
using AioCli.Conformance.Reports;
using AioSim.Scenarios;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Tests.Conformance;

public sealed class ConformanceCampaignTests
{
    /// <summary>Of a simulator that takes a mode that is none.</summary>
    internal static readonly Lazy<ConformanceResult> Broken = new(() => Run(BadMode));

    [Fact]
    public void The_simulator_breaks_nothing_and_all_that_it_can_exercise_passes()
    {
        var result = Run((_, _) => null);

        Assert.Empty(result.Violations);
        Assert.DoesNotContain(result.Requirements, r => r.Status is RequirementStatus.Fail or RequirementStatus.Unresolved);
        Assert.InRange(result.Requirements.Count(r => r.Status == RequirementStatus.Pass), 140, 155);
        Assert.All(result.Requirements.Where(r => r.Status == RequirementStatus.NotExercised), r => Assert.NotEmpty(r.Reason!));
    }

    [Fact]
    public void A_defect_is_found_with_its_requirement_and_a_small_program()
    {
        var violation = Assert.Single(Broken.Value.Violations);

        Assert.Equal("LIO-01", violation.Requirement);
        Assert.Equal(violation.Of, violation.Failed);
        Assert.InRange(AioCli.Targets.Statements.Calls(violation.Trial.Experiment.Program).Count(), 1, 3);
    }

    [Fact]
    public void What_many_runs_show_beside_others_and_none_alone_is_unresolved()
    {
        var isBusy = true;

        var result = Run((call, result) => isBusy ? BadMode(call, result) : null, text => isBusy &= !text.StartsWith("smaller", StringComparison.Ordinal));

        Assert.Empty(result.Violations);
        Assert.Equal("LIO-01", Assert.Single(result.Unresolved).Requirement);
        Assert.Equal(RequirementStatus.Unresolved, result.Requirements.Single(r => r.Requirement.Id == "LIO-01").Status);
    }

    [Fact]
    public void The_smallest_program_is_a_scenario_that_can_be_read_back()
    {
        var violation = Broken.Value.Violations[0];

        var scenario = ScenarioReader.Read(Explanation.Scenario(violation), "saved.yaml");

        Assert.Equal(violation.Trial.Experiment.Program.Threads.Length, scenario.Program.Threads.Length);
        Assert.Equal("LIO-01", Assert.Single(scenario.Requirements));
    }

    [Fact]
    public void A_ledger_knows_what_is_expected_and_tells_what_no_longer_occurs()
    {
        var ledger = Ledger.Read("ledger: 1\ndivergences:\n  - { requirement: LIO-01, reason: known, see: here }\n  - { requirement: READ-03, reason: old, see: there }\n", "ledger.yaml");

        var comparison = ledger.Compare(Broken.Value);

        Assert.Equal("LIO-01", Assert.Single(comparison.Known));
        Assert.Empty(comparison.Unknown);
        Assert.Equal(["READ-03"], comparison.Gone.Select(e => e.Requirement));
    }

    [Theory]
    [InlineData("divergences: []", "(1,1): expected 'ledger: 1', the version that is known")]
    [InlineData("ledger: 1\ndivergences:\n  - { requirement: LIO-99, reason: a, see: b }", "(3,20): there is no requirement 'LIO-99'")]
    [InlineData("ledger: 1\ndivergences:\n  - { requirement: LIO-01, because: a }", "(3,28): unknown key 'because'; expected one of requirement, reason, see")]
    public void A_mistake_in_a_ledger_is_told_with_its_place(string text, string message)
    {
        var error = Assert.Throws<AioCli.Shell.UserError>(() => Ledger.Read(text, "ledger.yaml"));

        Assert.Equal("ledger.yaml" + message, error.Message);
    }

    [Fact]
    public void The_page_is_one_file_with_the_evidence_drawn()
    {
        var page = ConformHtml.Page(Broken.Value, null);

        Assert.Equal(page, ConformHtml.Page(Broken.Value, null));
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("class=\"proof\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_is_seen_where_a_target_that_declares_the_other_one_would_be_refused()
    {
        var choices = new ChoicesSeen();

        choices.Learn(History("""
            1 T1 > aio_read(r, fd=-1, nbytes=5)
            2 T1 < -1 EBADF
            3 - end quiet
            """), []);

        Assert.Equal("yes", At(choices, "errors-by-call").Text);
        Assert.Equal("not seen", At(choices, "appends-in-order").Text);
    }

    [Fact]
    public void That_one_of_two_kinds_is_canceled_is_seen_where_nobody_can_tell_which_it_was()
    {
        var choices = new ChoicesSeen();

        choices.Learn(History("""
            1 T1 > pipe()
            2 T1 < 3 4
            3 T1 > aio_read(r, fd=3, nbytes=5)
            4 T1 < 0
            5 T1 > aio_cancel(3, r)
            6 T1 < AIO_CANCELED
            7 T1 > aio_error(r)
            8 T1 < ECANCELED
            9 - end quiet
            """), []);

        Assert.Equal("yes", At(choices, "cancels").Text);
        Assert.Equal("not seen", At(choices, "cancels-running").Text);
        Assert.Equal("not seen", At(choices, "cancels-queued").Text);
    }

    [Fact]
    public void Of_a_choice_that_no_history_proves_it_is_told_in_how_many_runs_it_was_kept()
    {
        var choices = new ChoicesSeen();
        const string kept = """
            1 T1 > open("/sim/log", O_WRONLY|O_APPEND)
            2 T1 < 3
            3 T1 > aio_write(w1, fd=3, buf="one.")
            4 T1 < 0
            5 T1 > aio_write(w2, fd=3, buf="two.")
            6 T1 < 0
            7 T1 > aio_suspend([w1])
            8 T1 < 0
            9 T1 > aio_error(w1)
            10 T1 < 0
            11 T1 > aio_suspend([w2])
            12 T1 < 0
            13 T1 > aio_error(w2)
            14 T1 < 0
            15 - final /sim/log "one.two."
            15 - end quiet
            """;

        choices.Learn(History(kept, "file /sim/log \"\"\n"), ["APPEND-01"]);
        choices.Learn(History(kept, "file /sim/log \"\"\n"), ["APPEND-01"]);
        choices.Learn(History(kept, "file /sim/log \"\"\n"), []);

        Assert.Equal("yes, as far as can be seen: in all 2 runs in which the other could have shown", At(choices, "appends-in-order").Text);

        choices.Learn(History(kept.Replace("one.two.", "two.one.", StringComparison.Ordinal), "file /sim/log \"\"\n"), ["APPEND-01"]);

        Assert.Equal("no", At(choices, "appends-in-order").Text);
    }

    private static ChoiceSeen At(ChoicesSeen choices, string point) => Assert.Single(choices.All, c => c.Point == point);

    private static History History(string events, string head = "") => AioSpec.Text.HistoryText.Parse($"aiosim-history 1\ntarget t\n{head}---\n{events}\n", "t");

    [Fact]
    public void The_emitted_program_is_told_what_was_seen()
    {
        var (text, reason) = CProgram.Write(Broken.Value.Violations[0]);

        Assert.Null(reason);
        Assert.Contains("lio_listio(", text, StringComparison.Ordinal);
        Assert.Contains("LIO-01", text, StringComparison.Ordinal);
    }

    private static Result? BadMode(Call call, Result result) =>
        call is LioListio { Mode: not (LioMode.LIO_WAIT or LioMode.LIO_NOWAIT) } && result.Value == -1 ? Result.Zero : null;

    private static ConformanceResult Run(Func<Call, Result, Result?> defect, Action<string>? progress = null)
    {
        using var target = new BrokenTarget(defect);
        var options = new CampaignOptions { Seed = 1, Programs = 40, Rounds = 6, Workers = 2 };
        return new ConformanceCampaign(new Laboratory(target, d => d), options, TimeProvider.System, progress ?? (_ => { }), CancellationToken.None).Run();
    }
}
