using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// Follows how many handlers run on each thread and which threads run a notification function: the same mark tells that
/// either returns.
/// </summary>
internal sealed class ThreadStacks
{
    private readonly Dictionary<string, (int Handlers, bool Callback)> _threads = new(StringComparer.Ordinal);

    public Invoke Invoked(Invoke e)
    {
        if (e.Call is Siglongjmp && _threads.TryGetValue(e.Thread, out var stack) && stack.Handlers > 0) LeaveHandler(e.Thread, stack);
        return e;
    }

    public SignalCaught Caught(SignalCaught e)
    {
        var stack = _threads.GetValueOrDefault(e.Thread);
        _threads[e.Thread] = stack with { Handlers = stack.Handlers + 1 };
        return e;
    }

    public CallbackStarted Started(CallbackStarted e)
    {
        _threads[e.Thread] = (0, true);
        return e;
    }

    public ThreadEnded Ended(ThreadEnded e)
    {
        _threads.Remove(e.Thread);
        return e;
    }

    /// <summary>What returns: the innermost handler, else the notification function; null where neither runs.</summary>
    public Event? Returned(long time, string thread)
    {
        if (!_threads.TryGetValue(thread, out var stack)) return null;
        if (stack.Handlers > 0)
        {
            LeaveHandler(thread, stack);
            return new HandlerReturned(time, thread);
        }

        _threads.Remove(thread);
        return new CallbackReturned(time, thread);
    }

    private void LeaveHandler(string thread, (int Handlers, bool Callback) stack)
    {
        if (stack is { Handlers: 1, Callback: false }) _threads.Remove(thread);
        else _threads[thread] = stack with { Handlers = stack.Handlers - 1 };
    }
}
