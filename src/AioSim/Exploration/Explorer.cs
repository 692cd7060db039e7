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
        return new ExhaustiveSearch(program, options).Run();
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
