using System.Reflection;
using System.Runtime.InteropServices;
using AioCli.Targets.Drivers;
using AioEngine;

namespace AioCli.Targets.Hosting;

/// <summary>The target <c>engine</c>: the engine in a process of ours.</summary>
internal static class EngineTarget
{
    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">The process cannot be started.</exception>
    public static DriverTarget Open(string name, BackendChoice backend, CancellationToken interrupted)
    {
        var environment = new Dictionary<string, string>();
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (File.Exists(Path.Combine(root, "dotnet"))) environment["DOTNET_ROOT"] = root;
        return new DriverTarget(name, () => DriverProcess.Start(Self, environment, interrupted, EngineHost.Command, backend.ToString()));
    }

    /// <summary>The executable that runs, or the one beside the assembly where another program runs it (dotnet, a test).</summary>
    private static string Self
    {
        get
        {
            var path = Environment.ProcessPath;
            var isOurs = Assembly.GetEntryAssembly() == typeof(EngineTarget).Assembly && path is not null && Path.GetFileNameWithoutExtension(path) != "dotnet";
            return isOurs ? path! : Path.Combine(AppContext.BaseDirectory, "AioCli");
        }
    }
}
