using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>Makes schedules of what searches have found: the steps are taken again in a run like any other, whose choices are noted.</summary>
internal sealed class Ways(Program program, ExplorationOptions options, StateSpace space)
{
    /// <summary>The schedule of a run that takes these steps, and then always the first.</summary>
    public Schedule ScheduleOf(IEnumerable<Edge> path)
    {
        var ways = new List<Way>();
        var state = space.Initial;
        var goesOn = 0;
        foreach (var edge in path)
        {
            if (edge.Step.Kind != StepKind.None)
            {
                ways.Add(space.WayOf(state, edge) with { GoesOn = goesOn });
                goesOn = 0;
            }
            else if (edge.Outcomes.Length > 0)
            {
                goesOn++;
            }

            if (edge.Mistake is null) state = space.Apply(state, edge);
        }

        return Follow(ways);
    }

    /// <summary>The schedule of a run that comes to a state and goes on by one of its edges, or by -1 to the end.</summary>
    public Schedule ScheduleTo(Origins origins, int state, int way)
    {
        var choices = new List<int>();
        if (way >= 0) choices.Add(way);
        for (var at = state; origins[at] is { Parent: >= 0 } came; at = came.Parent) choices.Add(came.Way);
        choices.Reverse();
        var path = new List<Edge>();
        var edges = new List<Edge>();
        var now = space.Initial;
        foreach (var choice in choices)
        {
            space.Expand(now, edges);
            path.Add(edges[choice]);
            if (edges[choice].Mistake is null) now = space.Apply(now, edges[choice]);
        }

        return ScheduleOf(path);
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
        catch (Exception e) when (e is ProgramException or InvariantException && policy.IsAtEnd)
        {
            // The way leads to the mistake.
        }

        return policy.Schedule;
    }
}
