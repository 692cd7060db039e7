using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>Transfers that are awaited, in a loop that is a task itself.</summary>
internal abstract class AsyncLane(Pattern pattern, SafeFileHandle file, int places, uint seed) : Lane(pattern, file, places, seed)
{
    private readonly List<ValueTask<int>> _tasks = new(pattern.Depth);

    public override long Run(long until) => RunAsync(until).GetAwaiter().GetResult();

    protected abstract ValueTask<int> Start(int index, long offset);

    /// <summary>All of a turn are there.</summary>
    protected virtual void Submit()
    {
    }

    protected override void Turn() => throw new NotSupportedException();

    private async Task<long> RunAsync(long until)
    {
        var (done, now) = (0L, Stopwatch.GetTimestamp());
        do
        {
#pragma warning disable CA2012 // Each of them is awaited once, below, after all have been started.
            for (var i = 0; i < Pattern.Depth; i++) _tasks.Add(Start(i, NextOffset()));
#pragma warning restore CA2012
            Submit();
            foreach (var task in _tasks) Check(await task.ConfigureAwait(false));
            _tasks.Clear();
            var then = Stopwatch.GetTimestamp();
            Latencies.Add(then - now);
            now = then;
            done += Pattern.Depth;
        }
        while (now < until);

        return done;
    }
}
