using AioEngine.Core;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine.Tests.Shell;

/// <summary>The last notifications of an engine.</summary>
public sealed class DeliveryTests
{
    [Fact] // NOTIFY-12: whoever ends the engine may end the process next, and with it threads that have not begun
    public void The_end_waits_until_functions_that_were_taken_are_called()
    {
        var called = 0;
        var delivery = new Delivery(new EngineOptions { NotificationFunctions = _ => _ => Interlocked.Increment(ref called) }, new AioSignals());
        var notice = new Notice { Kind = SigEventNotify.SIGEV_THREAD, Event = SigEvent.Thread("told", default) };
        delivery.Take(notice);
        var end = new Thread(delivery.AwaitCalls);
        end.Start();
        Assert.False(end.Join(TimeSpan.FromMilliseconds(50)), "A function has not been called yet.");

        delivery.Call(notice);

        Assert.True(end.Join(TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(() => delivery.UnderWay == 0, TimeSpan.FromSeconds(30)));
        Assert.Equal(1, called);
    }
}
