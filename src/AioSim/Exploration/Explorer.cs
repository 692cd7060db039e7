using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>Walks the schedules of a program on the simulator: all of them where that can be done, with known odds where it cannot.</summary>
public static class Explorer
{
    /// <summary>Explores. A pure function of the program and the options.</summary>
    /// <exception cref="ProgramException">The program cannot be performed.</exception>
    public static ExplorationResult Explore(Program program, ExplorationOptions options)
    {
        ProgramCheck.Validate(program);
        var space = new StateSpace(program, options);
        var ways = new Ways(program, options, space);
        var result = options.Strategy switch
        {
            ExplorationStrategy.Exhaustive when options.Reduce => new ExhaustiveSearch(options, space, ways).Run(),
            ExplorationStrategy.Dpor when options.Reduce => new DporSearch(options, space, ways).Run(),
            ExplorationStrategy.Exhaustive or ExplorationStrategy.Dpor => new EverySchedule(options, space, ways).Run(),
            ExplorationStrategy.Portfolio => new Portfolio(options, space, ways).Run(),
            var drawn => Walks.Run(options, drawn, space, ways),
        };
        return options.Judge ? JudgedSchedules.Add(result, program, options) : result;
    }

    /// <summary>The outcome of the run that a schedule gives, as <see cref="ExploredOutcome.Text"/> tells it.</summary>
    public static string OutcomeOf(Program program, Schedule schedule, ExplorationOptions options) =>
        OutcomeOf(program, new ReplayPolicy(schedule), options);

    /// <summary>The outcome of the run under a policy.</summary>
    public static string OutcomeOf(Program program, ISchedulingPolicy policy, ExplorationOptions options)
    {
        ProgramCheck.Validate(program);
        return OutcomeText.Of(program, options, policy);
    }
}
