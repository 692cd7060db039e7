using AioSpec;

namespace AioEngine.Tests;

/// <summary>What cannot be meant is told, at once and by name.</summary>
public sealed unsafe class MisuseTests
{
    [Fact]
    public void A_block_is_given_back_once_to_the_engine_that_it_is_of()
    {
        using var engine = new Engine();
        using var other = new Engine();
        var block = engine.AllocateBlock();
        var others = other.AllocateBlock();

        Assert.Throws<ArgumentException>(() => engine.FreeBlock(others));
        engine.FreeBlock(block);
        Assert.Throws<InvalidOperationException>(() => engine.FreeBlock(block));

        Assert.True(engine.AllocateBlock() != engine.AllocateBlock(), "One block is two.");
    }

    [Fact]
    public void No_block_is_no_request()
    {
        using var engine = new Engine();
        Assert.Throws<ArgumentNullException>(() => engine.Read(null));
        Assert.Throws<ArgumentNullException>(() => engine.Write(null));
        Assert.Throws<ArgumentNullException>(() => engine.Fsync(SyncOperation.O_SYNC, null));
        Assert.Throws<ArgumentNullException>(() => engine.FreeBlock(null));
        Assert.Throws<ArgumentNullException>(() => engine.Signals.SetAction(new Signo(10), null!));
    }

    [Fact]
    public void An_option_without_meaning_is_named()
    {
        Names("Backend", new EngineOptions { Backend = (BackendChoice)7 });
        Names("MaxOutstanding", new EngineOptions { MaxOutstanding = 0 });
        Names("MaxListElements", new EngineOptions { MaxListElements = 1 });
        Names("Threads", new EngineOptions { Threads = 0 });

        static void Names(string option, EngineOptions options) =>
            Assert.Equal(option, Assert.Throws<ArgumentOutOfRangeException>(() => new Engine(options)).ParamName);
    }
}
