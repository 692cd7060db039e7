namespace AioSim.Exploration;

/// <summary>The canonical line of an outcome.</summary>
internal static class OutcomeText
{
    /// <summary>Of a run that is over.</summary>
    /// <param name="simulation">The run.</param>
    /// <param name="observations">What was seen in it.</param>
    /// <param name="seen">For each thread of the program the list of what it has seen.</param>
    /// <param name="noted">What handlers and functions have seen.</param>
    public static string Of(Simulation simulation, Observations observations, Func<int, int> seen, int noted)
    {
        var parts = new List<string>();
        var number = 0;
        foreach (var thread in simulation.ProgramThreads)
        {
            if (observations.TextOfList(seen(number++)) is { Length: > 0 } text) parts.Add($"{thread}: {text}");
        }

        if (noted > 0) parts.Add($"noted: {observations.TextOfCollection(noted)}");
        parts.AddRange(simulation.SeenAtEnd());
        return parts.Count == 0 ? "nothing" : string.Join("; ", parts);
    }

    /// <summary>Of one run under a policy.</summary>
    public static string Of(AioSpec.Programs.Program program, ExplorationOptions options, ISchedulingPolicy policy)
    {
        var sink = new SeenSink();
        var simulation = new Simulation(program, new SimulationOptions
        {
            Seed = options.Seed,
            Policy = policy,
            SplitCalls = options.SplitCalls,
            MaxSteps = options.MaxSteps,
            Sink = sink,
        });
        sink.Simulation = simulation;
        simulation.Run();
        var observations = new Observations(new CellTable());
        var (seen, noted) = (new int[program.Threads.Length], 0);
        foreach (var (thread, text) in sink.Seen)
        {
            if (thread < 0) noted = observations.Put(noted, observations.NumberOf(text));
            else seen[thread] = observations.Append(seen[thread], observations.NumberOf(text));
        }

        return Of(simulation, observations, thread => seen[thread], noted);
    }
}
