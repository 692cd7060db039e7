using AioSim.Time;
using AioSpec.Model;
using AioSpec.Text;

namespace AioSim;

/// <content>What <see cref="Stepping.Moment"/> shows of a run between two steps.</content>
internal sealed partial class Simulation
{
    public long StepsTaken => _steps;

    public VirtualClock Clock => _clock;

    public EnabledSteps Enabled => _enabled;

    public Machine Machine => _machine;

    public IEnumerable<int> LivingThreads => _threads.Where(thread => thread.Depth > 0).Select(thread => thread.Number);

    public string NameOfThread(int thread) => _threads[thread].Name;

    /// <summary>The call that a thread performs, or is about to.</summary>
    public string CallOf(int thread) => _threads[thread] is { Depth: > 0, Top.Instruction.Site: { } site } ? CallText.Print(site.Template) : "end";

    /// <summary>What a thread is in the middle of.</summary>
    public string DoingOf(int thread) => _threads[thread].Top.Phase switch
    {
        CallPhase.Waiting => $"waits in {CallOf(thread)}",
        CallPhase.Invoked or CallPhase.Answered => $"in {CallOf(thread)}",
        _ => $"next {DoesNext(thread)}",
    };

    /// <summary>What a thread does when it runs.</summary>
    public string DoesNext(int thread)
    {
        var frame = _threads[thread].Top;
        return frame.Phase switch
        {
            CallPhase.Invoked => $"perform {CallOf(thread)}",
            CallPhase.Answered => $"return from {CallOf(thread)}",
            _ => frame.Instruction.Operation switch
            {
                Operation.Perform => CallOf(thread),
                Operation.End => "end",
                Operation.SetFlag => "set a flag",
                _ => "look at a condition",
            },
        };
    }
}
