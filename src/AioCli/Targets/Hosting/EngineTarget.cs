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
    public static DriverTarget Open(string name, BackendChoice backend, CancellationToken interrupted) =>
        new(name, () => DriverProcess.Start(Self, Variables, interrupted, EngineHost.Command, backend.ToString()));

    /// <summary>Where the executable finds the runtime that this process has.</summary>
    internal static Dictionary<string, string> Variables
    {
        get
        {
            var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            return File.Exists(Path.Combine(root, "dotnet")) ? new Dictionary<string, string> { ["DOTNET_ROOT"] = root } : [];
        }
    }

    /// <summary>The executable that runs, or the one beside the assembly where another program runs it (dotnet, a test).</summary>
    internal static string Self
    {
        get
        {
            var path = Environment.ProcessPath;
            var isOurs = Assembly.GetEntryAssembly() == typeof(EngineTarget).Assembly && path is not null && Path.GetFileNameWithoutExtension(path) != "dotnet";
            return isOurs ? path! : Path.Combine(AppContext.BaseDirectory, "AioCli");
        }
    }
}
