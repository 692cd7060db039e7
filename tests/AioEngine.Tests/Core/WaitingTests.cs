using System.Diagnostics;
using AioEngine.Shell;

namespace AioEngine.Tests.Core;

/// <summary>Waiting, with a settling that does what a notification may do.</summary>
public sealed unsafe class WaitingTests
{
    [Fact] // SUSPEND-01: the thread that waits delivers notifications, and one that it delivers may wait on that very thread
    public void What_is_settled_may_wait_and_does_not_change_what_the_thread_waits_for()
    {
        var bench = new CoreBench();
        var own = bench.Submit(RequestKind.Read);
        var other = bench.Submit(RequestKind.Read);
        bench.Run();
        bench.Answer(other, 0);
        var waiting = new Waiting(new Lock(), bench.Backend, bench.Core);
        NativeAiocb*[] blocks = [own], others = [other];
        WaitEnd outer, inner = WaitEnd.Interrupted;

        fixed (NativeAiocb** pinned = blocks, pinnedOthers = others)
        {
            var list = (nint)pinnedOthers;
            outer = waiting.Wait(
                Waiter.Own.AnyOf(pinned, 1),
                Stopwatch.GetTimestamp(),
                () => inner = waiting.Wait(Waiter.Own.AnyOf((NativeAiocb**)list, 1), long.MaxValue, () => { }));
        }

        // The other request is complete, its own is not, and there is no time to wait for it.
        Assert.Equal((WaitEnd.Satisfied, WaitEnd.TimedOut), (inner, outer));
    }
}
