using AioEngine.Core;
using AioEngine.Notification;

namespace AioEngine.Shell;

/// <summary>A thread that waits inside the engine, and what for. One for each thread, used again.</summary>
internal sealed unsafe class Waiter : IInterruptible
{
    [ThreadStatic]
    private static Waiter? t_own;

    private NativeAiocb** _blocks;
    private int _count;
    private ListState? _list;
    private NativeAiocb* _arrival;
    private EngineCore? _drained;
    private Waiting? _waiting;

    private Waiter()
    {
    }

    internal ManualResetEventSlim Event { get; } = new(false, spinCount: 0);

    /// <summary>A signal was caught by the thread: the wait ends with EINTR.</summary>
    internal bool Interrupted { get; set; }

    /// <summary>It is waiting; a notification that the waiting thread calls may wait, too, with another one.</summary>
    internal bool InUse { get; set; }

    /// <summary>The waiter of the calling thread.</summary>
    internal static Waiter Own => t_own switch
    {
        null => t_own = new Waiter(),
        { InUse: true } => new Waiter(),
        _ => t_own,
    };

    internal static Waiter ForReaper() => new();

    internal Waiter AnyOf(NativeAiocb** blocks, int count) => Set(blocks, count, null, null, null);

    internal Waiter AllOf(ListState list) => Set(null, 0, list, null, null);

    internal Waiter ArrivalOf(NativeAiocb* request) => Set(null, 0, null, request, null);

    internal Waiter Drained(EngineCore core) => Set(null, 0, null, null, core);

    /// <summary>It waits among these, where signals can interrupt it.</summary>
    internal Waiter In(Waiting waiting)
    {
        _waiting = waiting;
        return this;
    }

    /// <inheritdoc/>
    public void Interrupt() => _waiting!.Interrupt(this);

    /// <summary>How many completions it takes at least to satisfy it.</summary>
    internal int Needs => _list?.Remaining ?? 1;

    internal bool IsSatisfied
    {
        get
        {
            if (_list is not null) return _list.Remaining == 0;
            if (_arrival is not null) return EngineCore.HasArrived(_arrival);
            if (_drained is not null) return _drained.Outstanding == 0;
            for (var i = 0; i < _count; i++)
            {
                if (_blocks[i] is not null && Volatile.Read(ref _blocks[i]->Error) != Status.InProgress) return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Marks what is listed, so that its completion is told; with the gate held, and again before each sleep: a listed block
    /// may be another request by then (R17).
    /// </summary>
    internal void Mark()
    {
        for (var i = 0; i < _count; i++)
        {
            if (_blocks[i] is not null && _blocks[i]->Error == Status.InProgress) _blocks[i]->Marks |= RequestMarks.Awaited;
        }
    }

    private Waiter Set(NativeAiocb** blocks, int count, ListState? list, NativeAiocb* arrival, EngineCore? drained)
    {
        _blocks = blocks;
        _count = count;
        _list = list;
        _arrival = arrival;
        _drained = drained;
        Interrupted = false;
        return this;
    }
}
