using AioEngine.Backends;
using AioEngine.Shell;

namespace AioEngine.Tests.Shell;

/// <summary>Owner and helper: each read is tried once, by one of them, and never after its batch is over.</summary>
public sealed unsafe class SharedBatchTests
{
    [Fact]
    public void Each_is_tried_once_and_in_its_own_batch()
    {
        const int Batches = 20_000, Most = 40;
        var batch = new SharedBatch(Count);
        var isOver = false;
        var helped = 0;
        var helper = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver)) helped += batch.Help() ? 1 : 0;
        });
        helper.Start();
        var memory = stackalloc Attempt[2 * Most];

        // On a busy machine the helper may come late; until it has come, nothing is shown.
        for (var number = 1; number <= Batches || Volatile.Read(ref helped) == 0; number++)
        {
            var count = 1 + (number % Most);
            var attempts = memory + (number % 2 * Most);
            for (var i = 0; i < count; i++) attempts[i] = new Attempt { Offset = number };
            batch.Begin(attempts, count);
            batch.Finish(count);

            // Whoever still has one of these would try it after it is marked as over.
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(1, attempts[i].Number);
                Assert.Equal(number, attempts[i].Offset);
                attempts[i].Number = -1000;
            }
        }

        Volatile.Write(ref isOver, true);
        helper.Join();
    }

    /// <summary>Counts in each how often it was tried.</summary>
    private static void Count(Attempt* attempts, int count)
    {
        for (var i = 0; i < count; i++) attempts[i].Number++;
    }
}
