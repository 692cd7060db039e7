using AioCli.Drawing;
using AioCli.Machines;
using AioSim;
using AioSpec.Programs;

namespace AioCli.Shell;

/// <summary>What a command meets outside of itself, so that a test can own all of it.</summary>
internal sealed record Session
{
    /// <summary>Where everything is printed.</summary>
    public required Ui Ui { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> Input { get; init; }

    /// <summary>Somebody sits at the terminal and can answer.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The working directory, to which the paths of the command line are relative.</summary>
    public required string Directory { get; init; }

    /// <summary>Asks the work to end.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>The clock of progress and of the seconds in reports.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What <c>doctor</c> examines.</summary>
    public IMachine Machine { get; init; } = new ThisMachine();

    /// <summary>What performs programs: the target <c>sim</c>.</summary>
    public Func<Program, SimulationOptions, RunResult> Simulate { get; init; } = Simulator.Run;

    /// <summary>A path of the command line as the system takes it.</summary>
    public string Full(string path) => Path.GetFullPath(path, Directory);

    /// <summary>Seconds since <paramref name="start"/>, a timestamp of <see cref="Clock"/>.</summary>
    public double SecondsSince(long start) => Math.Round(Clock.GetElapsedTime(start).TotalSeconds, 3);
}
