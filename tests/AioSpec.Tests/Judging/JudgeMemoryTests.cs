using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

/// <summary>Memory of the whole process is looked at: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(JudgeMemoryTests), DisableParallelization = true)]
[Collection(nameof(JudgeMemoryTests))]
public sealed class JudgeMemoryTests
{
    private const string Opened = """
        aiosim-history 1
        target test
        may exhaust
        file /sim/a "hello"
        ---
        0 T1 > open("/sim/a", O_RDWR)
        0 T1 < 3

        """;

    private const string Read = """
        1 T1 > aio_read(r1, fd=3, nbytes=5)
        1 T1 < 0
        2 T1 > aio_error(r1)
        2 T1 < 0
        3 T1 > aio_return(r1)
        3 T1 < 5 "hello"
        """;

    private const string Notified = """
        1 T1 > aio_read(r1, fd=3, nbytes=5, sigevent=thread(done, 7))
        1 T1 < 0
        2 N1 * done value=7
        2 N1 > aio_return(r1)
        2 N1 < 5 "hello"
        2 N1 .
        3 N1 x
        """;

    private const string Refused = """
        1 T1 > aio_write(w1, fd=3, buf="HELLO", sigevent=signal(SIGRTMIN, 7))
        1 T1 < -1 EAGAIN
        """;

    private const string Listed = """
        1 T1 > lio_listio(LIO_NOWAIT, [LIO_READ r1(fd=3, nbytes=5), LIO_READ r2(fd=3, nbytes=5)], sig=thread(done, 7))
        1 T1 < 0
        2 N1 * done value=7
        2 N1 .
        3 T1 > aio_fsync(O_SYNC, s1, fd=3)
        3 T1 < 0
        4 T1 > aio_error(s1)
        4 T1 < 0
        """;

    [Theory]
    [InlineData(nameof(Read), Read)]
    [InlineData(nameof(Notified), Notified)]
    [InlineData(nameof(Refused), Refused)]
    [InlineData(nameof(Listed), Listed)]
    public void Memory_does_not_grow_with_the_length_of_a_history(string name, string turn)
    {
        var judge = new Judge(HistoryText.Parse(Opened + "9 - end cut\n", name).Header);
        var events = HistoryText.Parse(Opened + turn + "\n9 - end cut\n", name).Events;
        judge.Add(events[0]);
        judge.Add(events[1]);
        var turns = 0;

        long Held(int more)
        {
            for (var until = turns + more; turns < until; turns++)
            {
                foreach (var e in events[2..^1]) judge.Add(Renamed(e, turns));
            }

            return GC.GetTotalMemory(forceFullCollection: true);
        }

        var before = Held(4_000);
        var after = Held(30_000);

        Assert.InRange(after - before, long.MinValue, 1_000_000);
        Assert.Empty(judge.Finish().Findings);
    }

    /// <summary>The same event of a later turn: threads of notification functions and values are used once and never again.</summary>
    private static Event Renamed(Event e, int turn)
    {
        var renamed = e.Thread == "N1" ? e with { Thread = $"N{turn}" } : e;
        return renamed switch
        {
            CallbackStarted started => started with { Value = new SigVal(turn) },
            Invoke { Call: AioRead read } invoke => invoke with { Call = read with { Block = Renamed(read.Block, turn) } },
            Invoke { Call: AioWrite write } invoke => invoke with { Call = write with { Block = Renamed(write.Block, turn) } },
            Invoke { Call: LioListio { Sig: { } sig } list } invoke => invoke with { Call = list with { Sig = sig with { Value = new SigVal(turn) } } },
            _ => renamed,
        };
    }

    private static ControlBlock Renamed(ControlBlock block, int turn) =>
        block with { SigEvent = block.SigEvent with { Value = new SigVal(turn) } };
}
