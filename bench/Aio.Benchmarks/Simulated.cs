using AioSim;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;

namespace Aio.Benchmarks;

/// <summary>Runs of the simulator.</summary>
internal static class Simulated
{
    /// <summary>Runs a program, with or without the judge, and returns how many requests there were.</summary>
    public static long Run(Program program, bool judged)
    {
        var sink = judged ? new JudgingSink() : null;
        var result = Simulator.Run(program, new SimulationOptions { MaxSteps = long.MaxValue, Sink = sink });
        if (result.End != EndKind.Quiet || result.Failures.Length > 0) throw new InvalidOperationException($"the run ended so: {result}");
        return sink is null || sink.Verdict.Answer == Answer.Permitted
            ? result.Requests
            : throw new InvalidOperationException($"refused: {sink.Verdict.Findings.FirstOrDefault()} {sink.Verdict.Doubts.FirstOrDefault()}");
    }

    private sealed class JudgingSink : IEventSink
    {
        private Judge _judge = null!;

        public Verdict Verdict => _judge.Finish();

        public void Begin(HistoryHeader header) => _judge = new Judge(header);

        public void Add(Event e) => _judge.Add(e);
    }
}
