using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioSim.Replaying;

/// <summary>A run, and what is wrong with it.</summary>
/// <param name="Result">The run.</param>
/// <param name="Verdict">What the judge says of it.</param>
public sealed record JudgedRun(RunResult Result, Verdict Verdict)
{
    /// <summary>What is wrong.</summary>
    public ImmutableArray<Failure> Failures { get; } = Failure.Of(Result, Verdict);

    /// <summary>Runs a program and judges it meanwhile.</summary>
    /// <param name="program">The program.</param>
    /// <param name="options">How; a sink gets the events, too.</param>
    /// <param name="simulate">What performs programs; null: the simulator.</param>
    /// <exception cref="ProgramException">The program cannot be performed, or does what POSIX leaves undefined.</exception>
    public static JudgedRun Of(Program program, SimulationOptions options, Func<Program, SimulationOptions, RunResult>? simulate = null)
    {
        var judging = new Judging(options.Sink);
        var result = (simulate ?? Simulator.Run)(program, options with { Sink = judging });
        return new JudgedRun(result, judging.Judge!.Finish());
    }

    private sealed class Judging(IEventSink? also) : IEventSink
    {
        public Judge? Judge { get; private set; }

        public void Begin(HistoryHeader header)
        {
            Judge = new Judge(header);
            also?.Begin(header);
        }

        public void Add(Event e)
        {
            Judge!.Add(e);
            also?.Add(e);
        }
    }
}
