using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>The schedules that lead to what a search has found.</summary>
internal sealed class Ways(Program program, ExplorationOptions options, StateSpace space, VisitedStates visited)
{
    /// <summary>The schedule of a run that comes to a state and goes on by one of its edges, or by -1 to the end.</summary>
    public Schedule ScheduleTo(int state, int way)
    {
        var choices = new List<int>();
        if (way >= 0) choices.Add(way);
        for (var at = state; visited.CameTo(at) is { Parent: >= 0 } came; at = came.Parent) choices.Add(came.Way);
        choices.Reverse();
        return ScheduleOf(choices);
    }

    private Schedule ScheduleOf(List<int> choices)
    {
        var ways = new List<Way>();
        var state = space.Initial;
        var edges = new List<Edge>();
        foreach (var choice in choices)
        {
            space.Expand(state, edges);
            if (edges[choice].Step.Kind != AioSpec.Model.StepKind.None) ways.Add(space.WayOf(state, edges[choice]));
            state = space.Apply(state, edges[choice]);
        }

        return Follow(ways);
    }

    private Schedule Follow(List<Way> ways)
    {
        var policy = new FollowPolicy(ways);
        var simulation = new Simulation(program, new SimulationOptions
        {
            Seed = options.Seed,
            Policy = policy,
            SplitCalls = options.SplitCalls,
            MaxSteps = options.MaxSteps,
        });
        policy.Simulation = simulation;
        try
        {
            simulation.Run();
        }
        catch (Exception e) when (e is ProgramException or AioSpec.Model.InvariantException && policy.IsAtEnd)
        {
            // The way leads to the mistake.
        }

        return policy.Schedule;
    }
}
