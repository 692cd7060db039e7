using AioSpec;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>
/// A handler that was installed without SA_SIGINFO is told the number alone. Where a history wants to know who sent the
/// signal, it is a request, if the program has not sent that signal itself more often than it came.
/// </summary>
internal sealed class PlainSignals(Program program)
{
    private readonly HashSet<int> _notifying = [.. Statements.Calls(program).SelectMany(Notifying)];
    private readonly Dictionary<int, Queue<SignalCode>> _sent = [];

    /// <summary>The program calls.</summary>
    public void Sent(Call call)
    {
        if (call is Kill kill) Queue(kill.Signo).Enqueue(SignalCode.SI_USER);
        if (call is Sigqueue queue) Queue(queue.Signo).Enqueue(SignalCode.SI_QUEUE);
    }

    /// <summary>The code of a signal that came.</summary>
    public SignalCode CodeOf(Signo signo)
    {
        if (Queue(signo).TryDequeue(out var code)) return code;
        return _notifying.Contains(signo.Number) ? SignalCode.SI_ASYNCIO : SignalCode.SI_USER;
    }

    private Queue<SignalCode> Queue(Signo signo)
    {
        if (!_sent.TryGetValue(signo.Number, out var queue)) _sent[signo.Number] = queue = new Queue<SignalCode>();
        return queue;
    }

    private static IEnumerable<int> Notifying(Call call) =>
        Needs.SigEventsOf(call).Where(s => s.Notify == SigEventNotify.SIGEV_SIGNAL).Select(s => s.Signo.Number);
}
