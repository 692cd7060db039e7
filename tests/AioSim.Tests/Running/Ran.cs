using System.Collections.Immutable;
using System.IO.Abstractions;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Tests;

/// <summary>A run of a program that is told as text, with its history.</summary>
internal sealed record Ran(RunResult Result, History History)
{
    public string Text => HistoryText.Print(History);

    /// <summary>The calls that returned, in order, each as the history prints it.</summary>
    public IEnumerable<Event> Events => History.Events;

    public static Program Program(string text) => ProgramText.Parse("aiosim-program 1\n" + text, "test");

    /// <summary>Runs a program once; whatever it does, the judge has to accept it.</summary>
    public static Ran Of(string text, ulong seed = 0, bool split = false, ISchedulingPolicy? policy = null, IFileSystem? files = null) =>
        Of(Program(text), seed, split, policy, files);

    public static Ran Of(Program program, ulong seed = 0, bool split = false, ISchedulingPolicy? policy = null, IFileSystem? files = null)
        => Judged(options => Simulator.Run(program, options with { Seed = seed, SplitCalls = split, Policy = policy, FileSystem = files }));

    /// <summary>The same for C# code as one more thread.</summary>
    public static Ran Of(Program program, Action<SimulatedAio> main, ulong seed = 0, bool split = false) =>
        Judged(options => Simulator.Run(program, options with { Seed = seed, SplitCalls = split }, main));

    private static Ran Judged(Func<SimulationOptions, RunResult> run)
    {
        var sink = new Recorder();
        var result = run(new SimulationOptions { Sink = sink, KeepSchedule = true, MaxSteps = 1_000_000 });
        var ran = new Ran(result, sink.History);
        ran.MustBePermitted();
        return ran;
    }

    /// <summary>Runs a program under many seeds, with calls whole and split; each expectation holds in every run.</summary>
    public static ImmutableArray<Ran> Always(string text, int seeds = 40)
    {
        var program = Program(text);
        var runs = ImmutableArray.CreateBuilder<Ran>();
        for (var seed = 0; seed < seeds; seed++)
        {
            runs.Add(Of(program, (ulong)seed).AsExpected());
            runs.Add(Of(program, (ulong)seed, split: true).AsExpected());
        }

        return runs.ToImmutable();
    }

    public Ran AsExpected()
    {
        if (Result.Failures.Length > 0) Assert.Fail(string.Join("\n", Result.Failures.Select(f => $"{f.Thread}: {f.Message}")) + "\n" + Text);
        return this;
    }

    /// <summary>The value that a call of the program returned which prints so; the last one.</summary>
    public Result ReturnOf(string call)
    {
        var found = ReturnsOf(call);
        Assert.True(found.Count > 0, $"{call} did not return:\n{Text}");
        return found[^1];
    }

    /// <summary>The values that all calls of the program returned which print so.</summary>
    public List<Result> ReturnsOf(string call)
    {
        var open = new Dictionary<string, Stack<string>>();
        var found = new List<Result>();
        foreach (var e in Events.Where(e => e.Thread != "-"))
        {
            if (!open.TryGetValue(e.Thread, out var calls)) open.Add(e.Thread, calls = []);
            if (e is Invoke invoke) calls.Push(CallText.Print(invoke.Call));
            if (e is Return returned && calls.Pop() == call) found.Add(returned.Result);
        }

        return found;
    }

    public Data FinalFile(string path) => Events.OfType<FinalFile>().Single(f => f.Path == path).Content;

    private void MustBePermitted()
    {
        var verdict = Judge.Of(History);
        if (verdict.Answer == Answer.Permitted) return;
        var findings = verdict.Findings.Select(f => $"{f.Requirement}: {f.Saw}; permitted: {f.Permitted} [{string.Join(",", f.Evidence)}]")
            .Concat(verdict.Doubts.Select(d => $"doubt: {d.Reason}"));
        Assert.Fail(string.Join("\n", findings) + "\n" + Text);
    }

    private sealed class Recorder : IEventSink
    {
        private readonly ImmutableArray<Event>.Builder _events = ImmutableArray.CreateBuilder<Event>();
        private HistoryHeader _header = new();

        public History History => new(_header, _events.ToImmutable());

        public void Begin(HistoryHeader header) => _header = header;

        public void Add(Event e) => _events.Add(e);
    }
}
