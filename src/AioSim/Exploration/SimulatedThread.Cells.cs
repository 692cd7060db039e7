using AioSim.Exploration;
using AioSim.Time;

namespace AioSim;

/// <content>The bodies of a thread as a cell.</content>
internal sealed partial class SimulatedThread
{
    private long[] _dues = [];

    public ThreadFrames? Keep(VirtualClock clock)
    {
        if (Depth == 0) return null;
        var frames = new FrameCopy[Depth];
        for (var depth = 0; depth < Depth; depth++) frames[depth] = FrameCopy.Of(_frames[depth], clock);
        return new ThreadFrames(_name, _serial, frames);
    }

    public void Put(ThreadFrames? kept)
    {
        Depth = 0;
        if (kept is null) return;
        // What two threads have in common is kept once; each has a name of its own.
        (_name, _serial) = kept.Serial > 0 ? (null, number + 1) : (kept.Name, 0);
        if (_dues.Length < kept.Frames.Length) _dues = new long[kept.Frames.Length];
        foreach (ref readonly var copy in kept.Frames)
        {
            Push(copy.Body);
            (Top.Next, Top.Phase, Top.Answer, Top.Descriptors) = (copy.Next, copy.Phase, copy.Answer, copy.Descriptors);
            copy.Counters.CopyTo(Top.Counters);
            _dues[Depth - 1] = copy.Due;
        }
    }

    /// <summary>Tells the clock again when timeouts are due.</summary>
    public void Schedule(VirtualClock clock)
    {
        for (int depth = 0, waits = 0; depth < Depth; depth++)
        {
            var frame = _frames[depth];
            frame.Deadline = 0;
            if (frame.Phase != CallPhase.Waiting) continue;
            if (depth < _dues.Length && _dues[depth] >= 0) frame.Deadline = clock.Schedule(_dues[depth], Due.Wait(number, waits));
            waits++;
        }
    }
}
