using AioSpec;
using AioSpec.Programs;

namespace AioSim.Tests;

/// <summary>C# code that is written for <see cref="IAio"/>, as a thread of a simulation.</summary>
public sealed class SimulatedAioTests
{
    private const long Latency = 5_000_000;
    private static readonly Signo s_signal = Signo.RealTime(1);

    private static readonly Program s_disk = new()
    {
        Name = "disk",
        Files = [new FileSpec("/sim/a", FileKind.Regular, Data.Of("hello"))],
        Device = new DeviceScript { Latency = new Latency(LatencyKind.Fixed, Latency), Reorder = true },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_read_stores_its_bytes_in_the_buffer_when_it_is_complete(bool split) => EachSeed(split, aio =>
    {
        var block = Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]);
        Assert.Equal(0, aio.Read(block).Value);
        Assert.Equal((long)Errno.EINPROGRESS, aio.Error(block).Value);
        Assert.Equal(new byte[5], block.Buffer.ToArray());
        Assert.Equal(0, aio.Suspend([null, block], null).Value);
        Assert.Equal(Latency, aio.Now);
        Assert.Equal("hello"u8.ToArray(), block.Buffer.ToArray());
        Assert.Equal(0, aio.Error(block).Value);
        Assert.Equal(5, aio.Return(block).Value);
    });

    [Fact]
    public void A_write_takes_its_bytes_from_the_buffer_and_a_list_waits_for_both() => EachSeed(false, aio =>
    {
        var write = Block(aio, "/sim/a", OpenFlags.O_RDWR, "HE"u8.ToArray());
        Assert.Equal(0, aio.Write(write).Value);
        Assert.Equal(0, aio.Fsync(SyncOperation.O_SYNC, new Aiocb { Members = write.Members }).Value);
        Assert.Equal(0, aio.Suspend([write], null).Value);
        Assert.Equal(2, aio.Return(write).Value);
        var (read, other) = (Block(write.Members.Fildes, new byte[5]), Block(write.Members.Fildes, "!"u8.ToArray()));
        other.Members = other.Members with { Offset = 5, LioOpcode = LioOpcode.LIO_WRITE };
        Assert.Equal(0, aio.ListIo(LioMode.LIO_WAIT, [read, null, other], null).Value);
        Assert.Equal("HEllo"u8.ToArray(), read.Buffer.ToArray());
        Assert.Equal((5, 1), (aio.Return(read).Value, aio.Return(other).Value));
    });

    [Fact]
    public void A_short_read_leaves_the_rest_of_the_buffer_as_it_was() => EachSeed(false, aio =>
    {
        var block = Block(aio, "/sim/a", OpenFlags.O_RDONLY, "........"u8.ToArray());
        aio.Read(block);
        aio.Suspend([block], null);
        Assert.Equal(5, aio.Return(block).Value);
        Assert.Equal("hello..."u8.ToArray(), block.Buffer.ToArray());
    });

    [Fact]
    public void What_is_canceled_brings_nothing()
    {
        var answers = new SortedSet<long>();
        EachSeed(false, aio =>
        {
            var block = Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]);
            aio.Read(block);
            answers.Add(aio.Cancel(block.Members.Fildes.Number, block).Value);
            aio.Suspend([block], null);
            var canceled = aio.Error(block).Value == (long)Errno.ECANCELED;
            Assert.Equal(canceled ? new byte[5] : "hello"u8.ToArray(), block.Buffer.ToArray());
            Assert.Equal(canceled ? new AioResult(-1, Errno.ECANCELED) : new AioResult(5), aio.Return(block) with { });
        });
        Assert.Contains((long)AioCancelResult.AIO_CANCELED, answers);
        Assert.Contains((long)AioCancelResult.AIO_NOTCANCELED, answers);
    }

    [Fact]
    public void A_timeout_passes_in_virtual_time() => EachSeed(false, aio =>
    {
        var block = Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]);
        aio.Read(block);
        Assert.Equal(AioResult.Fail(Errno.EAGAIN), aio.Suspend([block], Timespec.FromNanoseconds(1000)));
        Assert.Equal(1000, aio.Now);
        aio.Sleep(TimeSpan.FromMilliseconds(10));
        Assert.Equal(10_001_000, aio.Now);
        Assert.Equal("hello"u8.ToArray(), block.Buffer.ToArray());
        Assert.Equal(5, aio.Return(block).Value);
    });

    [Fact]
    public void A_notification_function_gets_its_value_and_finds_the_bytes() => EachSeed(false, aio =>
    {
        var block = Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]);
        var got = "";
        aio.Define("done", value =>
        {
            Assert.Equal(aio.NameOf(block), value.Pointer);
            got = System.Text.Encoding.ASCII.GetString(block.Buffer.Span);
            Assert.Equal(5, aio.Return(block).Value);
            aio.Perform(new OpenGate("told"));
        });
        block.Members = block.Members with { SigEvent = SigEvent.Thread("done", SigVal.To(aio.NameOf(block))) };
        aio.Read(block);
        aio.Perform(new AwaitGate("told"));
        Assert.Equal("hello", got);
    });

    [Fact]
    public void A_handler_interrupts_aio_suspend() => EachSeed(false, aio =>
    {
        var (block, caught) = (Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]), 0);
        aio.Define("handler", value => caught += value.Int);
        aio.Perform(new Sigaction(s_signal, Disposition.Catch, "handler"));
        var stuck = Block(new Fd((int)aio.Perform(new Pipe()).Value), new byte[1]);
        aio.Read(stuck);
        block.Members = block.Members with { SigEvent = SigEvent.Signal(s_signal, new SigVal(7)) };
        aio.Read(block);
        Assert.Equal(AioResult.Fail(Errno.EINTR), aio.Suspend([stuck], null));
        Assert.Equal((7, Latency), (caught, aio.Now));
        Assert.Equal(5, aio.Return(block).Value);
    });

    [Fact]
    public void The_same_seed_gives_the_same_run_and_other_seeds_others()
    {
        var hashes = Enumerable.Range(0, 8).Select(seed => (First: Hash(seed), Again: Hash(seed))).ToList();
        Assert.All(hashes, h => Assert.Equal(h.First, h.Again));
        Assert.True(hashes.Distinct().Count() > 1);

        static string Hash(int seed) => Ran.Of(s_disk, TwoReads, (ulong)seed).Result.TraceHash;
    }

    [Fact]
    public void Code_that_waits_for_ever_is_told_as_a_thread_that_is_blocked()
    {
        var ran = Ran.Of(s_disk, aio =>
        {
            aio.Perform(new AwaitGate("never"));
            Assert.Fail("nobody opens it");
        });
        Assert.Equal("main", Assert.Single(ran.Result.BlockedThreads));
    }

    [Fact]
    public void A_function_that_waits_for_the_code_beneath_it_is_refused()
    {
        var e = Assert.Throws<ProgramException>(() => Ran.Of(s_disk, aio =>
        {
            var block = Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]);
            aio.Define("done", _ => aio.Perform(new AwaitGate("main goes on")));
            block.Members = block.Members with { SigEvent = SigEvent.Thread("done", default) };
            aio.Read(block);
            aio.Sleep(TimeSpan.FromSeconds(1));
            aio.Perform(new OpenGate("main goes on"));
        }));
        Assert.Contains("'done' waits for what only 'main' can do", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_POSIX_leaves_undefined_is_a_mistake_of_the_code() => Assert.Throws<ProgramException>(() => Ran.Of(s_disk, aio =>
    {
        var block = Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]);
        aio.Read(block);
        aio.Read(block);
    }));

    [Fact]
    public void Its_own_exceptions_come_out() =>
        Assert.Throws<InvalidTimeZoneException>(() => Ran.Of(s_disk, _ => throw new InvalidTimeZoneException()));

    private static void TwoReads(SimulatedAio aio)
    {
        var (a, b) = (Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[5]), Block(aio, "/sim/a", OpenFlags.O_RDONLY, new byte[2]));
        aio.Read(a);
        aio.Read(b);
        aio.Suspend([a, b], null);
        aio.Error(a);
        aio.Sleep(TimeSpan.FromSeconds(1));
        aio.Return(a);
        aio.Return(b);
    }

    private static void EachSeed(bool split, Action<SimulatedAio> main)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var ran = Ran.Of(s_disk, main, (ulong)seed, split);
            Assert.Empty(ran.Result.BlockedThreads);
        }
    }

    private static Aiocb Block(SimulatedAio aio, string path, OpenFlags flags, byte[] buffer) =>
        Block(new Fd((int)aio.Open(path, flags).Value), buffer);

    private static Aiocb Block(Fd fildes, byte[] buffer) =>
        new() { Members = new ControlBlock { Fildes = fildes, Nbytes = (ulong)buffer.Length }, Buffer = buffer };
}
