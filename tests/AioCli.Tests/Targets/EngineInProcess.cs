using System.IO.Pipes;
using AioCli.Targets.Drivers;
using AioCli.Targets.Hosting;
using AioEngine;

namespace AioCli.Tests.Targets;

/// <summary>The host of the engine on a thread instead of in a process: no process has to be started for thousands of programs.</summary>
internal sealed class EngineInProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");
    private readonly List<Thread> _hosts = [];

    public EngineInProcess(BackendChoice backend) => Target = new DriverTarget("engine", () => Connect(backend));

    public DriverTarget Target { get; }

    public void Dispose()
    {
        Target.Dispose();
        foreach (var host in _hosts) host.Join();
        _folder.Delete(recursive: true);
    }

    private DriverConnection Connect(BackendChoice backend)
    {
        var (told, said) = (new AnonymousPipeServerStream(PipeDirection.Out), new AnonymousPipeServerStream(PipeDirection.In));
        var folder = _folder.CreateSubdirectory(Path.GetRandomFileName()).FullName;
        var host = new Thread(() => Serve(told.ClientSafePipeHandle, said.ClientSafePipeHandle, backend, folder)) { IsBackground = true };
        host.Start();
        _hosts.Add(host);
        return new DriverConnection(said, told, () => { told.Dispose(); said.Dispose(); }, said, CancellationToken.None);
    }

    private static void Serve(Microsoft.Win32.SafeHandles.SafePipeHandle from, Microsoft.Win32.SafeHandles.SafePipeHandle to, BackendChoice backend, string folder)
    {
        try
        {
            using var input = new AnonymousPipeClientStream(PipeDirection.In, from);
            using var output = new AnonymousPipeClientStream(PipeDirection.Out, to);
            EngineHost.Serve(input, output, backend, folder);
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }
    }
}
