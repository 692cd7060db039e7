using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;

namespace AioSim.Scenarios.Format;

/// <summary>The schedule of a scenario.</summary>
internal static class Schedules
{
    private static readonly RecordShape<Deviation> s_deviation =
        new RecordShape<Deviation>("deviation", "{ at, step }", "A decision of the scheduler that is not the usual one.", new Deviation(0, ""))
            .Must("at", "Which decision of the run, from 0.", Numbers.Int("a number from 0", 0), d => d.At, (d, v) => d with { At = v })
            .Must("step", "The step that is taken: main, 'r1: transfer', 'main: timeout', 'outcome 1'.", NameWords.Text, d => d.Step, (d, v) => d with { Step = v });

    private static readonly Checked<ImmutableArray<Deviation>> s_deviations = new(
        new Many<Deviation>("a list of deviations", s_deviation) { IsTall = true },
        list => list.Zip(list.Skip(1)).All(pair => pair.First.At < pair.Second.At),
        "deviations in the order of their decisions, each once");

    /// <summary>The schedule.</summary>
    public static readonly Shape<SchedulePlan> Shape =
        new RecordShape<SchedulePlan>("schedule", "{ deviations, overlapping_calls }",
            "The schedule: whoever acts goes on for as long as it can, then the first thread, then the first request; but for the deviations.",
            SchedulePlan.Usual)
        { IsTall = true }
            .Or("overlapping_calls", "A call, its effect and its return are steps of their own; no.", Numbers.Truth, p => p.SplitCalls, (p, v) => p with { SplitCalls = v })
            .Or("deviations", "The decisions that are not the usual ones.", s_deviations, p => p.Deviations, (p, v) => p with { Deviations = v });
}
