using AioEngine.Backends;
using AioEngine.Core;
using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>A core over a scripted backend, and the steps in short.</summary>
internal sealed unsafe class CoreBench
{
    internal const FileTraits File = FileTraits.Readable | FileTraits.Writable | FileTraits.Syncable;

    private readonly BlockSlab _slab = new();

    internal CoreBench(int maxOutstanding = int.MaxValue) => Core = new EngineCore(Backend, _slab, new CoreLimits(maxOutstanding));

    internal ScriptedBackend Backend { get; } = new();

    internal EngineCore Core { get; }

    /// <summary>A request on file number 7, or another one, that was accepted.</summary>
    internal NativeAiocb* Submit(RequestKind kind, FileTraits traits = File, int file = 7, ListState? list = null, int signo = 0)
    {
        var block = _slab.Rent();
        (block->Fildes, block->Nbytes) = (file, 100);
        if (signo != 0) (block->SigevNotify, block->SigevSigno) = ((int)SigEventNotify.SIGEV_SIGNAL, signo);
        Assert.Equal(Errno.None, TrySubmit(block, kind, traits, list));
        return block;
    }

    internal Errno TrySubmit(NativeAiocb* block, RequestKind kind, FileTraits traits = File, ListState? list = null) =>
        Core.Submit(block, kind, block->Fildes, new FileFacts(1, (ulong)block->Fildes, traits), list);

    internal NativeAiocb* Fresh(int file = 7)
    {
        var block = _slab.Rent();
        (block->Fildes, block->Nbytes) = (file, 100);
        return block;
    }

    /// <summary>Takes all steps that are due but the backend's own.</summary>
    internal void Run()
    {
        while (Backend.TryReap(out var request, out var result)) Core.Complete(request, result);
        while (Core.TryPublish())
        {
        }

        while (Core.TryIssue(out var next)) Backend.Push(next);
    }

    internal void Answer(NativeAiocb* request, long result)
    {
        Backend.Answer(request, result);
        Run();
    }

    internal bool IsRunning(NativeAiocb* request) => Backend.Running.Contains((nint)request);

    internal static int ErrorOf(NativeAiocb* request) => request->Error;

    /// <summary>Nothing is left behind.</summary>
    internal void AssertQuiet()
    {
        Assert.Empty(Backend.Running);
        Assert.Empty(Backend.Held);
        Assert.Equal((0, 0, 0), (Core.Outstanding, Core.Autonomous, Core.Running));
    }
}
