using AioSim.Time;
using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>The bodies that run on a thread, as they were when they were kept.</summary>
internal sealed class ThreadFrames(string? name, long serial, FrameCopy[] frames)
{
    public string? Name => name;

    public long Serial => serial;

    public ReadOnlySpan<FrameCopy> Frames => frames;

    /// <summary>A call of them has a timeout.</summary>
    public bool IsDue { get; } = Array.Exists(frames, frame => frame.Phase == CallPhase.Waiting && frame.Due >= 0);

    /// <summary>Whether the bodies are the same at the same places, with loops counted further.</summary>
    public bool IsSameButForCounters(ThreadFrames other)
    {
        if (frames.Length != other.Frames.Length) return false;
        for (var i = 0; i < frames.Length; i++)
        {
            if (!frames[i].IsAt(other.Frames[i])) return false;
        }

        return true;
    }
}

/// <summary>A body that runs, as it was.</summary>
internal readonly record struct FrameCopy(Body Body, int Next, CallPhase Phase, Answer Answer, long Due, int[] Counters, int[] Descriptors)
{
    /// <summary>Whether it stands where the other one does, however often it has gone round its loops.</summary>
    public bool IsAt(in FrameCopy other) => Body == other.Body && Next == other.Next && Phase == other.Phase && Due == other.Due;

    public static FrameCopy Of(Frame frame, VirtualClock clock) => new(
        frame.Body,
        frame.Next,
        frame.Phase,
        frame.Phase == CallPhase.Answered ? frame.Answer : default,
        frame.Deadline == 0 ? -1 : clock.DueOf(frame.Deadline),
        frame.Counters.ToArray(),
        frame.Phase == CallPhase.Invoked ? frame.Descriptors : []);
}
