using AioCli.Targets.Drivers;
using AioCli.Targets.Hosting;
using AioEngine;
using AioEngine.Backends;
using AioSpec;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>The thread of a device script, and the end of the engine above it.</summary>
public sealed class DeviceBackendTests : IDisposable
{
    private const string Program = "aiosim-program 1\nfile /sim/a \"hello\"\ndevice rule op=read : stall on\n"
        + "thread T1\n  open(\"/sim/a\", O_RDWR) -> $a\n  aio_read(r, fd=$a, nbytes=5) == 0\n  open_gate(on)\n";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");
    private readonly HostedProgram _program;
    private readonly DeviceBackend _backend;

    public DeviceBackendTests()
    {
        var script = ScriptWriter.Write(ProgramText.Parse(Program, "held"), 0);
        _program = new HostedProgram(script, BackendChoice.Threads, _folder.FullName);
        var inner = BackendChooser.Choose(new EngineOptions { Backend = BackendChoice.Threads });
        _backend = new DeviceBackend(inner, new HostDevice(_program, script.Program.Device));
    }

    [Fact] // it ends its backend with its gate held, which is what who settles asks for next
    public void The_engine_ends_while_the_thread_of_the_device_is_about_to_settle()
    {
        var engine = new Engine(new EngineOptions(), _backend);
        using var settles = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        _backend.Settle = () =>
        {
            settles.Set();
            goesOn.Wait();
            engine.Settle();
        };
        var block = new Aiocb { Buffer = new byte[5], Members = new ControlBlock { Fildes = new Fd(OpenFile()), Nbytes = 5 } };
        Assert.Equal(new AioResult(0), ((IAio)engine).Read(block));
        _program.Memory.Gate("on").Set();
        Assert.True(settles.Wait(s_patience));

        var end = new Thread(() => engine.Shutdown()) { IsBackground = true };
        end.Start();
        var ends = end.Join(s_patience);
        goesOn.Set();

        Assert.True(ends, "The engine waits for the thread of the device, which waits for the engine.");
        Assert.True(_backend.Ends(s_patience));
        Assert.Equal(new AioResult(5), ((IAio)engine).Return(block));
        Assert.Equal("hello"u8.ToArray(), block.Buffer.ToArray());
    }

    public void Dispose()
    {
        _program.Start();
        _program.End();
        _program.Dispose();
        _folder.Delete(recursive: true);
    }

    private int OpenFile() => _program.Descriptors.Add(SystemCalls.open(_program.PathOf("/sim/a"), SystemCalls.O_CLOEXEC, 0));
}
