using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>aio_cancel of a descriptor, while one of its requests ends and its block is used again (CANCEL-01, CANCEL-07).</summary>
public sealed unsafe class CancelAllTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact] // it waits for another cancellation meanwhile, since one asks the backend at a time
    public void The_next_request_of_a_block_on_another_descriptor_is_none_of_it()
    {
        var backend = new ScriptedBackend();
        var engine = new Engine(new EngineOptions(), backend);
        var (other, block) = ((nint)Block(engine, 9), (nint)Block(engine, 7));
        Assert.Equal(Errno.None, engine.Write((NativeAiocb*)other));
        Assert.Equal(Errno.None, engine.Write((NativeAiocb*)block));
        using var asked = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        backend.WhileCanceling = () =>
        {
            asked.Set();
            goesOn.Wait(s_patience);
        };
        var answer = AioCancelResult.AIO_NOTCANCELED;
        var first = Begin(() => engine.Cancel(9, (NativeAiocb*)other, out _));
        Assert.True(asked.Wait(s_patience));
        var second = Begin(() => engine.Cancel(7, null, out answer));
        Assert.True(SpinWait.SpinUntil(() => second.ThreadState.HasFlag(ThreadState.WaitSleepJoin), s_patience));

        End(engine, backend, block);
        ((NativeAiocb*)block)->Fildes = 8;
        Assert.Equal(Errno.None, engine.Write((NativeAiocb*)block));
        goesOn.Set();
        Assert.True(first.Join(s_patience) && second.Join(s_patience));

        Assert.Equal((AioCancelResult.AIO_ALLDONE, 1), (answer, backend.Canceled));
        End(engine, backend, block);
        End(engine, backend, other);
        engine.Dispose();
    }

    private static NativeAiocb* Block(Engine engine, int fildes)
    {
        var block = engine.AllocateBlock();
        (block->Fildes, block->Nbytes) = (fildes, 1);
        return block;
    }

    private static Thread Begin(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void End(Engine engine, ScriptedBackend backend, nint block)
    {
        backend.Answer((NativeAiocb*)block, 1);
        Assert.True(SpinWait.SpinUntil(() => engine.Error((NativeAiocb*)block) == 0, s_patience));
        Assert.Equal(1, engine.Return((NativeAiocb*)block, out _));
    }
}
