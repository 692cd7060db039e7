using Aio.Benchmarks.Reporting;
using AioEngine;

namespace Aio.Benchmarks.Transfers;

/// <summary>The engine beside the three others, for one pattern.</summary>
internal sealed class Contest
{
    private readonly Pattern _pattern;
    private readonly DataFile _file;
    private readonly int _milliseconds;
    private readonly List<Contender> _all = [];

    private Contest(Pattern pattern, DataFile file, int milliseconds)
    {
        (_pattern, _file, _milliseconds) = (pattern, file, milliseconds);
        var shared = new Engine();
        Engine = Add("engine", seed => new EngineLane(shared, pattern, Open(), file.Blocks, seed), shared);
        if (pattern.Threads > 1) Each = Apart();
        if (pattern is { Direct: false, Writes: false })
        {
            var alone = new Engine(new EngineOptions { CopiesInParallel = false });
            Alone = Add("engine, no helper", seed => new EngineLane(alone, pattern, Open(), file.Blocks, seed), alone);
        }

        var awaited = new Engine();
        Await = Add("engine, await", seed => new AwaitLane(awaited, pattern, Open(), file.Blocks, seed), awaited);
        Glibc = Add("glibc", seed => new GlibcLane(pattern, Open(), file.Blocks, seed));
        Base = Add("RandomAccess", seed => new RandomAccessLane(pattern, Open(), file.Blocks, seed));
        if (!pattern.Direct) Call = Add("the system call alone", seed => new CallLane(pattern, Open(), file.Blocks, seed));
        Ring = Add("bare io_uring", seed => new RingLane(pattern, Open(), file.Blocks, seed));
    }

    private Subject Engine { get; }

    private Subject? Each { get; }

    /// <summary>Without <see cref="EngineOptions.CopiesInParallel"/>.</summary>
    private Subject? Alone { get; }

    private Subject Await { get; }

    private Subject Glibc { get; }

    private Subject Base { get; }

    /// <summary>One call after the other, in the page cache.</summary>
    private Subject? Call { get; }

    private Subject Ring { get; }

    public static Group Of(Pattern pattern, DataFile file, int milliseconds)
    {
        var contest = new Contest(pattern, file, milliseconds);
        return new Group($"4 KiB {pattern}", [.. contest._all.Select(c => c.Subject)])
        {
            Ratios = contest.Ratios,
            Goals = contest.Goals,
            End = () => contest._all.ForEach(c => c.Dispose()),
        };
    }

    private IEnumerable<(string, Spread)> Ratios()
    {
        foreach (var ours in new[] { Engine, Each, Alone, Await }.OfType<Subject>())
        {
            foreach (var other in new[] { Glibc, Base, Call, Ring }.OfType<Subject>()) yield return ($"{ours.Name} to {other.Name}, rate", ours.FasterThan(other));
        }

        if (Alone is not null) yield return ($"{Engine.Name} to {Alone.Name}, rate", Engine.FasterThan(Alone));
        if (Call is not null) yield return ($"{Call.Name} to {Base.Name}, rate", Call.FasterThan(Base));
    }

    private IEnumerable<Goal> Goals()
    {
        if (_pattern.Writes || _pattern.Threads > 1) yield break;
        var (toRing, toGlibc) = (_pattern.Direct, _pattern.Depth) switch
        {
            (true, 16) => (0.97, 4.5),
            (true, 64) => (0.97, 5.5),
            (false, 1) => (0, 6),
            (false, 16) => (0.95, 2),
            (false, 64) => (0.95, 1.5),
            _ => (0.0, 0.0),
        };
        if (toRing > 0) yield return Faster(Engine, Ring, toRing);
        if (toGlibc > 0) yield return Faster(Engine, Glibc, toGlibc);
        if (_pattern.Direct) yield break;
        yield return Faster(Engine, Base, 1.5);
        yield return Faster(Await, Base, 1.5);
    }

    private Goal Faster(Subject ours, Subject other, double limit) =>
        Goal.Least($"{ours.Name} over {other.Name}, {_pattern}", ours.FasterThan(other), limit);

    private Subject Apart()
    {
        var engines = Enumerable.Range(0, _pattern.Threads).Select(_ => new Engine()).ToArray();
        return Add("an engine each", seed => new EngineLane(engines[seed - 1], _pattern, Open(), _file.Blocks, seed), engines);
    }

    private Subject Add(string name, Func<uint, Lane> make, params Engine[] engines)
    {
        var lanes = Enumerable.Range(1, _pattern.Threads).Select(i => make((uint)i)).ToArray();
        var contender = new Contender(name, _milliseconds, lanes, engines);
        _all.Add(contender);
        return contender.Subject;
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle Open() => _file.Open(_pattern.Direct);
}
