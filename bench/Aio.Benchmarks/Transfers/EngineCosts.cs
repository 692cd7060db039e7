using Aio.Benchmarks.Reporting;
using AioEngine;

namespace Aio.Benchmarks.Transfers;

/// <summary>What a status, a request and a request that never ends cost.</summary>
internal static unsafe class EngineCosts
{
    private const int Looks = 1_000_000;
    private const int Waiting = 1000;

    /// <summary>aio_error of a request that is complete, and of one that is not.</summary>
    public static Group Status()
    {
        var engine = new Engine();
        var pipes = new EmptyPipes(engine, 1, 1).Read();
        var (idle, waiting) = ((nint)engine.AllocateBlock(), (nint)pipes[0]);
        var done = new Subject("aio_error, not in progress", "call", () => Look(engine, (NativeAiocb*)idle));
        var open = new Subject("aio_error, in progress", "call", () => Look(engine, (NativeAiocb*)waiting));
        return new Group("status", [done, open])
        {
            Goals = () => [.. new[] { done, open }.Select(s => Goal.Most($"ns, {s.Name}", s.Wall, 5))],
            End = () =>
            {
                pipes.Dispose();
                engine.Dispose();
            },
        };
    }

    /// <summary>An engine that a thousand reads of empty pipes wait in, beside one that has nothing else to do.</summary>
    public static Group Beside(Pattern pattern, DataFile file, int milliseconds)
    {
        var (idle, busy) = (new Engine(), new Engine());
        var pipes = new EmptyPipes(busy, Waiting, 1).Read();
        var alone = new Contender("alone", milliseconds, [Lane(idle)], idle);
        var beside = new Contender($"beside {Waiting} reads of empty pipes", milliseconds, [Lane(busy)], pipes, busy);
        return new Group($"requests that never end, {pattern}", [alone.Subject, beside.Subject])
        {
            Ratios = () => [("beside to alone, rate", beside.Subject.FasterThan(alone.Subject))],
            Goals = () => [Goal.Least($"rate beside {Waiting} that never end over rate alone, {pattern}", beside.Subject.FasterThan(alone.Subject), 0.97)],
            End = () =>
            {
                if (pipes.Outstanding != Waiting) throw new InvalidOperationException("a read of an empty pipe ended");
                alone.Dispose();
                beside.Dispose();
            },
        };

        EngineLane Lane(Engine engine) => new(engine, pattern, file.Open(pattern.Direct), file.Blocks, 1);
    }

    private static long Look(Engine engine, NativeAiocb* block)
    {
        var sum = 0L;
        for (var i = 0; i < Looks; i++) sum += engine.Error(block);
        return sum == long.MinValue ? 0 : Looks;
    }
}
