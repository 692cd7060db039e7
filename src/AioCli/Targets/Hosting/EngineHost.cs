using System.Globalization;
using System.Text;
using AioCli.Targets.Drivers;
using AioEngine;
using AioSim;
using AioSpec.Text;

namespace AioCli.Targets.Hosting;

/// <summary>
/// The driver of the engine: aiosim starts itself again as this, and talks to it as to any driver. Programs come as text,
/// and one after the other is performed in this process; one that is lost with a program is replaced.
/// </summary>
internal static class EngineHost
{
    /// <summary>The first argument of a process that is one; it is no command for users.</summary>
    public const string Command = "engine-host";

    /// <summary>So long after the last event, and no sooner, it is asked whether the program is still.</summary>
    private const long StillAfter = 100_000_000;

    private const int Nap = 2;

    /// <summary>Where something can go on by itself, patience is so many times the limit: processors and devices may be busy with others.</summary>
    private const int SlowMachine = 10;

    private const string Cannot =
        """
        cannot processes programs share one
        cannot fork a .NET process cannot fork
        cannot exec a program of its own would be needed
        cannot thread-cancellation a .NET thread cannot be canceled
        cannot crashes the engine reads and writes the files of this system
        cannot thread-limit it would be a limit of the host
        cannot signal-limit the queue of signals is the engine's own, and has no limit
        cannot file-size-limit it would be a limit of the host
        cannot memory-limit it would be a limit of the host

        """;

    /// <summary>The driver on standard input and output.</summary>
    /// <param name="args">The command, the backend, the folder for files.</param>
    public static int Serve(string[] args)
    {
        try
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            Serve(input, output, Enum.Parse<BackendChoice>(args[1]), args[2]);
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }
        finally
        {
            // Who started this may have been killed, and nobody else is left to do it.
            if (Directory.Exists(args[2])) Directory.Delete(args[2], recursive: true);
        }

        return 0;
    }

    /// <summary>Talks until the other side has no more.</summary>
    public static void Serve(Stream from, Stream to, BackendChoice backend, string folder)
    {
        using var input = new StreamReader(from, Encoding.UTF8);
        using var output = new StreamWriter(to, new UTF8Encoding(false)) { NewLine = "\n" };
        output.Write(Greeting(backend));
        output.Flush();
        while (input.ReadLine() is { } line && line.Split(' ') is ["perform", var id, var limit, var patience])
        {
            var text = new StringBuilder();
            while (input.ReadLine() is { } more && more != "go") text.Append(more).Append('\n');
            var end = Perform(text.ToString(), backend, folder, output, id, long.Parse(limit, CultureInfo.InvariantCulture) * 1_000_000, patience == "1");
            output.WriteLine($"end {id} {end}");
            output.Flush();
        }
    }

    private static string Greeting(BackendChoice backend)
    {
        using var engine = new Engine(new EngineOptions { Backend = backend });
        return $"{FirstMessage.Protocol}\ntarget AioEngine on {engine.BackendName}\noption PIO SIO FSC MON RTS\n"
            + string.Create(CultureInfo.InvariantCulture, $"limit AIO_PRIO_DELTA_MAX {Engine.PriorityDeltaMax}\n")
            + "profile einval-after-return yes\nprofile appends-in-order yes\nprofile close-cancels no\n"
            + $"can {FirstMessage.Text}\ncan notification-threads\ncan pipes\ncan pipe-capacity\ncan aio-init\ncan thread-id\ncan signals\ncan held-transfers\ncan failing-transfers\ncan short-transfers\ncan siglongjmp\ncan limits\n"
            + "can null-device\ncan zero-device\ncan full-device\ncan sockets\n"
            + (HostTerminal.WhyNot() is { } reason ? $"cannot character-files {reason}\n" : "can character-files\n")
            + Cannot + "ready\n";
    }

    private static string Perform(string text, BackendChoice backend, string folder, StreamWriter output, string id, long limit, bool isPatient)
    {
        try
        {
            using var program = new HostedProgram(ScriptWriter.Write(ProgramText.Parse(text, "program"), 0), backend, folder);
            program.Start();
            var end = Await(program, limit, isPatient, () => Alive(output, id));
            program.Observe();
            if (!program.End() && end == "quiet") end = "hung";
            foreach (var line in program.Log.Lines) output.WriteLine(line);
            return program.Refusal is { } why ? $"refused {why}" : end;
        }
        catch (Exception e) when (e is TextFormatError or ProgramException or IOException)
        {
            return $"refused {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static void Alive(StreamWriter output, string id)
    {
        output.WriteLine($"alive {id}");
        output.Flush();
    }

    private static string Await(HostedProgram program, long limit, bool isPatient, Action alive)
    {
        const long second = 1_000_000_000;
        var (busy, start, sign, looks) = (Environment.CpuUsage.TotalTime, program.Log.Now, second, 0);
        while (!program.IsQuiet)
        {
            if (program.Refusal is not null) return "refused";
            if (program.KilledBy is { } signo) return $"crashed {signo}";
            if (program.Log.IsFull) return "flood";
            var now = program.Log.Now;
            var idle = now - Math.Max(Math.Max(program.Log.Latest, start), program.LatestDeadline);
            if (idle > (program.IsStill ? limit : limit * SlowMachine)) return (Environment.CpuUsage.TotalTime - busy).TotalNanoseconds * 2 > limit ? "busy" : "hung";

            // Twice: between the end of a transfer and the entry in the ring that says so, nothing is to be seen of either.
            looks = idle > StillAfter && !isPatient && program.IsStill ? looks + 1 : 0;
            if (looks == 2) return "still";
            if (now > sign) alive();
            while (now > sign) sign += second;
            Thread.Sleep(now < Nap * 1_000_000 ? 0 : Nap);
        }

        return program.KilledBy is { } killer ? $"crashed {killer}" : "quiet";
    }
}
