using System.Globalization;
using AioCli.Shell;
using AioCli.Targets.Drivers;
using AioCli.Targets.Hosting;
using AioEngine;

namespace AioCli.Targets;

/// <summary>The targets by the names that <c>--target</c> takes.</summary>
internal static class TargetNames
{
    /// <summary>What a user may say.</summary>
    public const string Syntax = "sim, engine, engine:threads, glibc, musl, driver:PATH or driver:tcp:HOST:PORT";

    private const string Driver = "driver:";
    private const string Tcp = "driver:tcp:";

    private static readonly string[] s_fixed = ["sim", "engine", "engine:threads", "glibc", "musl"];

    /// <summary>Opens a target.</summary>
    /// <param name="session">Where it is opened.</param>
    /// <param name="name">Its name.</param>
    /// <param name="preload">A library to preload; only with glibc.</param>
    /// <exception cref="UserError">There is no such target, or what it needs is not there.</exception>
    public static ITarget Open(Session session, string name, string? preload = null)
    {
        if (preload is not null && name != "glibc") throw new UserError($"aiosim: --preload goes with --target glibc, not with '{name}'");
        try
        {
            return name switch
            {
                "sim" => new SimulatorTarget(session.Simulate),
                "engine" => OfProcess(session, name, EngineTarget.Self, EngineTarget.Variables, EngineTarget.Arguments(BackendChoice.Automatic)),
                "engine:threads" => OfProcess(session, name, EngineTarget.Self, EngineTarget.Variables, EngineTarget.Arguments(BackendChoice.Threads)),
                "glibc" => Glibc(session, preload),
                "musl" => OfProcess(session, "musl", Musl(session), []),
                _ when name.StartsWith(Tcp, StringComparison.Ordinal) => OfSocket(session, name),
                _ when name.StartsWith(Driver, StringComparison.Ordinal) => OfProcess(session, name, Program(session, name[Driver.Length..]), []),
                _ => throw new UserError($"aiosim: there is no target '{name}'; the targets are {string.Join(", ", s_fixed)}, driver:PATH and driver:tcp:HOST:PORT"),
            };
        }
        catch (IOException e)
        {
            session.Interrupted.ThrowIfCancellationRequested();
            throw new UserError($"aiosim: the driver of target '{name}' cannot be used: {e.Message}", ExitCode.Missing);
        }
    }

    private static DriverTarget Glibc(Session session, string? preload)
    {
        var driver = NativeDriver.Build(session.Machine, ["cc", "gcc", "clang"], null,
            "aiosim: target 'glibc' needs a C compiler: install gcc or clang (Debian: apt-get install gcc libc6-dev)");
        if (preload is null) return OfProcess(session, "glibc", driver, []);
        var library = session.Full(preload);
        if (!File.Exists(library)) throw new UserError($"aiosim: there is no library {preload}");
        return OfProcess(session, $"glibc with {Path.GetFileName(library)}", driver, new() { ["LD_PRELOAD"] = library });
    }

    private static string Musl(Session session) => NativeDriver.Build(session.Machine, ["musl-gcc"], "musl",
        "aiosim: target 'musl' needs musl-gcc: install musl and musl-tools (Debian: apt-get install musl-tools)");

    private static string Program(Session session, string path)
    {
        var full = session.Full(path);
        return File.Exists(full) ? full : throw new UserError($"aiosim: there is no driver {path}");
    }

    private static DriverTarget OfProcess(Session session, string name, string path, Dictionary<string, string> environment, params string[] arguments)
    {
        var overheard = new Overheard(line => session.Ui.Note($"driver: {line}"));
        try
        {
            return new DriverTarget(name, () => DriverProcess.Start(path, environment, overheard, session.Interrupted, arguments)) { Overheard = overheard };
        }
        catch
        {
            overheard.Dispose();
            throw;
        }
    }

    private static DriverTarget OfSocket(Session session, string name)
    {
        var address = name[Tcp.Length..];
        var colon = address.LastIndexOf(':');
        return colon > 0 && int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new DriverTarget(name, () => DriverSocket.Connect(address[..colon].Trim('[', ']'), port, session.Interrupted))
            : throw new UserError($"aiosim: '{name}' is no driver:tcp:HOST:PORT");
    }
}
