using AioSim.Time;
using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>The bodies that run on a thread, as they were when they were kept.</summary>
internal sealed class ThreadFrames(string? name, long serial, FrameCopy[] frames)
{
    public string? Name => name;

    public long Serial => serial;

    public ReadOnlySpan<FrameCopy> Frames => frames;
}

/// <summary>A body that runs, as it was.</summary>
internal readonly record struct FrameCopy(Body Body, int Next, CallPhase Phase, Answer Answer, long Due, int[] Counters)
{
    public static FrameCopy Of(Frame frame, VirtualClock clock) => new(
        frame.Body,
        frame.Next,
        frame.Phase,
        frame.Phase == CallPhase.Answered ? frame.Answer : default,
        frame.Deadline == 0 ? -1 : clock.DueOf(frame.Deadline),
        frame.Counters.ToArray());
}
