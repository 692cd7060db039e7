using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>What is accepted has begun when the call returns, whichever thread has handed it to the backend.</summary>
public sealed unsafe class StartTests
{
    [Fact] // SUB-03: a thread that has taken over what this one submits may be kept from going on, for as long as the scheduler likes
    public void What_another_thread_has_pushed_and_not_flushed_is_flushed_by_who_submitted_it()
    {
        const int mostTogether = 64;
        var backend = new ScriptedBackend();
        var engine = new Engine(new EngineOptions(), backend);
        using var isKept = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var other = new Thread(engine.Settle);
        var blocks = new NativeAiocb*[mostTogether + 1];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = engine.AllocateBlock();
            (blocks[i]->Fildes, blocks[i]->Nbytes, blocks[i]->LioOpcode) = (7, 1, (int)LioOpcode.LIO_WRITE);
        }

        // The last one is refused: nothing is left for this thread to push.
        (blocks[^1]->Fildes, blocks[^1]->Reqprio) = (8, -1);
        backend.WhileLooking = () => backend.WhileLooking = () =>
        {
            backend.WhileFlushing = () =>
            {
                isKept.Set();
                goOn.Wait();
            };
            other.Start();
            isKept.Wait();
        };

        fixed (NativeAiocb** all = blocks) Assert.Equal(mostTogether, engine.SubmitBatch(all, blocks.Length));

        Assert.Equal(mostTogether, backend.Flushed.Count);
        goOn.Set();
        other.Join();
        foreach (var block in backend.Running.ToList()) backend.Answer((NativeAiocb*)block, 1);
        engine.Dispose();
    }
}
