using AioSpec;
using Microsoft.Win32.SafeHandles;

namespace AioEngine.Tests;

/// <summary>The facts of a file that hold on every backend: each derived class runs them on one.</summary>
public abstract class EngineFacts : IDisposable
{
    private readonly List<SafeFileHandle> _handles = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("aio-engine").FullName;
    private Engine? _engine;

    /// <summary>The engine under test, through the contract.</summary>
    private protected IAio Aio => Engine;

    private protected Engine Engine => _engine ??= New();

    private protected abstract BackendChoice Backend { get; }

    private protected AioSignals Signals => Engine.Signals;

    private protected Engine New(int maxOutstanding = int.MaxValue, int maxListElements = int.MaxValue) =>
        _engine = new Engine(new EngineOptions
        {
            Backend = Backend,
            MaxOutstanding = maxOutstanding,
            MaxListElements = maxListElements,
            NotificationFunctions = name => Functions.GetValueOrDefault(name),
        });

    /// <summary>The functions that SIGEV_THREAD names.</summary>
    private protected Dictionary<string, Action<SigVal>> Functions { get; } = [];

    private protected string PathOf(string name) => Path.Combine(_folder, name);

    private protected int Open(string name, string content = "", OpenFlags flags = OpenFlags.O_RDWR)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) File.WriteAllText(path, content);
        return Host.Open(path, flags);
    }

    private protected static Aiocb Block(int fd, string content, long offset = 0, SigEvent? sigevent = null) =>
        Block(fd, System.Text.Encoding.ASCII.GetBytes(content), offset, sigevent);

    private protected static Aiocb Block(int fd, int nbytes, long offset = 0, SigEvent? sigevent = null) =>
        Block(fd, new byte[nbytes], offset, sigevent);

    private protected static Aiocb Block(int fd, byte[] buffer, long offset = 0, SigEvent? sigevent = null) => new()
    {
        Buffer = buffer,
        Members = new ControlBlock
        {
            Fildes = new Fd(fd),
            Nbytes = (ulong)buffer.Length,
            Offset = offset,
            SigEvent = sigevent ?? SigEvent.None,
        },
    };

    private protected static string Text(Aiocb block, int count) => System.Text.Encoding.ASCII.GetString(block.Buffer.Span[..count]);

    private protected void Wait(params Aiocb[] blocks)
    {
        foreach (var block in blocks) Assert.Equal(new AioResult(0), Aio.Suspend([block], new Timespec(30, 0)));
    }

    /// <summary>The error status and the return status, once complete.</summary>
    private protected (Errno Error, long Return) End(Aiocb block)
    {
        Wait(block);
        return ((Errno)Aio.Error(block).Value, Aio.Return(block).Value);
    }

    private protected static void Accepted(AioResult result) => Assert.Equal(new AioResult(0), result);

    private protected static void Refused(Errno errno, AioResult result) => Assert.Equal(AioResult.Fail(errno), result);

    public void Dispose()
    {
        _engine?.Dispose();
        foreach (var handle in _handles) handle.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
