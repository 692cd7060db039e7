using AioSpec.Programs;

namespace AioSim;

/// <summary>
/// Runs programs on the reference model: threads, signals, files and a device under one virtual clock and one scheduler.
/// </summary>
/// <remarks>
/// What is simulated: the eight calls with their 64-bit names and aio_init; open files, pipes and character files; signals with
/// handlers, masks and sigwait; SIGEV_THREAD; lists; aio_fsync; cancellation of requests and threads; _exit and exec. What is
/// refused: fork, for the simulator has one process.
/// </remarks>
public static class Simulator
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="ProgramException">The program cannot be performed, or does what POSIX leaves undefined.</exception>
    public static RunResult Run(Program program, SimulationOptions options)
    {
        ProgramCheck.Validate(program);
        return new Simulation(program, options).Run();
    }

    /// <summary>
    /// Runs a program to its end with C# code as one more of its threads, called main: code that was written for
    /// <see cref="AioSpec.IAio"/>, on the files, the device and beside the threads of the program.
    /// </summary>
    /// <exception cref="ProgramException">The program cannot be performed, or does what POSIX leaves undefined; so the code.</exception>
    public static RunResult Run(Program program, SimulationOptions options, Action<SimulatedAio> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        var whole = program with { Threads = [.. program.Threads, new ThreadSpec(Main, [])] };
        ProgramCheck.Validate(whole, isAll: false);
        var simulation = new Simulation(whole, options);
        var aio = new SimulatedAio(simulation);
        simulation.HostThread(Main, () => main(aio));
        return simulation.Run();
    }

    private const string Main = "main";
}
