using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// Follows which call each thread is in, with handlers on top of calls: a result is printed by the call that it is of.
/// Threads that are in no call and no handler take no memory.
/// </summary>
internal sealed class OpenCalls
{
    // A null on a stack is a handler that runs.
    private readonly Dictionary<string, Stack<Call?>> _threads = new(StringComparer.Ordinal);

    /// <summary>Takes note of an event. For a return it gives the call that returns, if that is known.</summary>
    public Call? Follow(Event e)
    {
        switch (e)
        {
            case Invoke { Call: Siglongjmp }: Unwind(e.Thread, andCall: true); return null;
            case Invoke invoke: Push(e.Thread, invoke.Call); return null;
            case SignalCaught: Push(e.Thread, null); return null;
            case HandlerReturned: Unwind(e.Thread, andCall: false); return null;
            case ThreadEnded or CallbackReturned: _threads.Remove(e.Thread); return null;
            case Return: return Pop(e.Thread);
            default: return null;
        }
    }

    private void Push(string thread, Call? call)
    {
        if (!_threads.TryGetValue(thread, out var stack)) _threads.Add(thread, stack = []);
        stack.Push(call);
    }

    private Call? Pop(string thread)
    {
        if (!_threads.TryGetValue(thread, out var stack) || !stack.TryPeek(out var call) || call is null) return null;
        stack.Pop();
        return call;
    }

    // siglongjmp leaves the innermost handler and the call that it interrupted.
    private void Unwind(string thread, bool andCall)
    {
        if (!_threads.TryGetValue(thread, out var stack)) return;
        while (stack.TryPop(out var call) && call is not null) { }
        if (andCall && stack.TryPeek(out var interrupted) && interrupted is not null) stack.Pop();
    }
}
