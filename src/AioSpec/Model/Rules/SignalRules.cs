using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>How signals are delivered (2.4, NOTIFY). The outcome is si_code.</summary>
public static class SignalRules
{
    private const long Asynchronous = (long)SignalCode.SI_ASYNCIO;

    /// <summary>The delivery of a signal to a thread, and its being taken by sigtimedwait.</summary>
    public static readonly Rule Delivery = new("delivery",
    [
        Only("NOTIFY-02", "its delivery", Anything, !Is.Coming("the thread blocks it", Arrival.Blocked)),
        Only("NOTIFY-15", "its delivery", Anything, !Is.Coming("it is ignored", Arrival.Ignored)),
        Only("NOTIFY-03", "another si_code than SI_ASYNCIO", ValueOtherwise(Asynchronous),
            Is.Coming("the program has sent it", Arrival.Sent) | !Is.Coming("a request notifies by it", Arrival.Owed)),
    ],
    []);

    /// <summary>Which of several pending signals comes first (NOTIFY-05).</summary>
    public static readonly Rule Queue = new("queue of signals",
    [
        Only("NOTIFY-05", "its delivery", Anything, !Is.Coming("one of its number was queued before", Arrival.QueuedBefore)),
        Only("NOTIFY-05", "its delivery", Anything, !Is.Coming("a lower real-time signal is pending", Arrival.LowerPending)),
    ],
    []);

    /// <summary>The end of the process by a signal.</summary>
    public static readonly Rule Death = new("end of the process",
    [
        Unless("CLOSE-09", Tell.ExecCalled),
        Unless("CLOSE-10", Tell.ExitCalled),
        Unless("NOTIFY-15", Tell.SignalIgnored),
        // What an interrupted wait has left behind may be touched whenever its requests end, whatever the program does meanwhile.
        Unless("THREAD-01", Tell.ListInterrupted),
        Unless("NOTIFY-17", Tell.FreedInNotification),
        Unless("CB-02", Tell.Freed),
        Unless("THREAD-02", Tell.InHandler),
        Only("THREAD-01", "the end of the process", Anything, Kills),
    ],
    []);

    private static Fact Kills => Is.Coming("it was generated, and its default action ends the process", Arrival.EndsProcess);

    private static Clause Unless(string id, Tell tell) => Only(id, "the end of the process", Anything, Kills | !Is.Told(tell));
}
