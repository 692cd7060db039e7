using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>
/// Another thread has ended the engine before a step of a call that is under way: the memory of the ring is gone, and nobody who settles may look at it
/// any more.
/// </summary>
public sealed unsafe class EndRaceTests : IDisposable
{
    private readonly ScriptedBackend _backend = new();
    private readonly Engine _engine;

    public EndRaceTests() => _engine = new Engine(new EngineOptions(), _backend);

    public void Dispose() => _engine.Dispose();

    [Fact] // what is canceled by its token asks for the end of a request that is over, of an engine that is over
    public void Who_cancels_does_not_look_at_a_backend_that_has_ended_meanwhile()
    {
        var block = Block();
        Assert.Equal(Errno.None, _engine.Write(block));
        _backend.Answer(block, 1);
        End();

        _engine.RequestCancel(block);

        Assert.Equal(0, _backend.LooksAfterEnd);
        Assert.Equal(0, _engine.Error(block));
    }

    private void End()
    {
        var thread = new Thread(() => _engine.Shutdown());
        thread.Start();
        thread.Join();
    }

    private NativeAiocb* Block()
    {
        var block = _engine.AllocateBlock();
        (block->Fildes, block->Nbytes) = (7, 1);
        return block;
    }
}
