using Aio.Benchmarks.Histories;
using AioSpec;
using AioSpec.Programs;

namespace Aio.Benchmarks.Programs;

/// <summary>
/// A program whose one thread keeps so many reads of 4 KiB in flight, each of which takes 100 µs of virtual time: it waits
/// for the oldest, retrieves its result and submits the next.
/// </summary>
internal static class ReadLoop
{
    private const string Path = "/sim/a";

    public static Program Of(long requests, int inFlight)
    {
        var slots = Enumerable.Range(0, inFlight).ToList();
        var turns = (int)Math.Max(1, requests / inFlight) - 1;
        return new Program
        {
            Name = $"bench/{inFlight}-in-flight",
            Files = [BlockFile.Spec(Path)],
            Device = new DeviceScript { Latency = new Latency(LatencyKind.Fixed, 100_000), Reorder = true },
            Threads =
            [
                new ThreadSpec("T1",
                [
                    new Perform(new Open(Path, OpenFlags.O_RDONLY), ["a"], null),
                    .. slots.Select(Submit),
                    new Repeat(new Condition(ConditionKind.Flag, ["done"]), turns, [.. slots.SelectMany(i => Reap(i).Append(Submit(i)))]),
                    .. slots.SelectMany(Reap),
                    new SetFlag("done", true),
                ]),
            ],
        };
    }

    private static Perform Submit(int slot) => Perform(new AioRead($"r{slot}", new ControlBlock
    {
        Fildes = Fd.Variable("a"),
        Offset = (long)slot * BlockFile.BlockSize,
        Nbytes = BlockFile.BlockSize,
    }));

    private static IEnumerable<Statement> Reap(int slot) =>
        [Perform(new AioSuspend([$"r{slot}"], null)), Perform(new AioReturn($"r{slot}"))];

    private static Perform Perform(Call call) => new(call, [], null);
}
