using AioSpec.Judging;
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
        file /sim/a "hello"
        ---
        0 T1 > open("/sim/a", O_RDWR)
        0 T1 < 3

        """;

    [Fact]
    public void Memory_does_not_grow_with_the_length_of_a_history()
    {
        var judge = new Judge(HistoryText.Parse(Opened + "9 - end cut\n", "test").Header);
        var turn = HistoryText.Parse(Opened + """
            1 T1 > aio_read(r1, fd=3, nbytes=5)
            1 T1 < 0
            2 T1 > aio_error(r1)
            2 T1 < 0
            3 T1 > aio_return(r1)
            3 T1 < 5 "hello"
            9 - end cut
            """, "test").Events;
        judge.Add(turn[0]);
        judge.Add(turn[1]);

        long Held(int turns)
        {
            for (var i = 0; i < turns; i++)
            {
                for (var e = 2; e < turn.Length - 1; e++) judge.Add(turn[e]);
            }

            return GC.GetTotalMemory(forceFullCollection: true);
        }

        var before = Held(2_000);
        var after = Held(50_000);

        Assert.InRange(after - before, long.MinValue, 1_000_000);
        GC.KeepAlive(judge);
    }
}
