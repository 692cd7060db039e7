using System.Reflection;
using System.Runtime.InteropServices;
using AioEngine;

namespace AioCli.Targets.Hosting;

/// <summary>The target <c>engine</c>: the engine in a process of ours.</summary>
internal static class EngineTarget
{
    /// <summary>What the executable is told, so that it is the engine's host.</summary>
    internal static string[] Arguments(BackendChoice backend) => [EngineHost.Command, backend.ToString()];

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
