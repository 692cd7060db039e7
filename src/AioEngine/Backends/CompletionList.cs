namespace AioEngine.Backends;

/// <summary>What the threads have done, for one that waits for it.</summary>
internal sealed unsafe class CompletionList
{
    private readonly object _lock = new();
    private (nint Request, long Result)[] _ring = new (nint, long)[64];
    private int _head;
    private int _count;
    private long _posted;
    private long _awaited;
    private bool _kicked;

    internal bool HasAny => Volatile.Read(ref _count) > 0;

    internal void Add(NativeAiocb* request, long result)
    {
        lock (_lock)
        {
            if (_count == _ring.Length) Grow();
            _ring[(_head + _count) & (_ring.Length - 1)] = ((nint)request, result);
            Volatile.Write(ref _count, _count + 1);
            if (++_posted >= _awaited) Monitor.PulseAll(_lock);
        }
    }

    internal bool TryTake(out NativeAiocb* request, out long result)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                request = null;
                result = 0;
                return false;
            }

            (var pointer, result) = _ring[_head];
            request = (NativeAiocb*)pointer;
            _head = (_head + 1) & (_ring.Length - 1);
            Volatile.Write(ref _count, _count - 1);
            return true;
        }
    }

    internal void PrepareWait(int completions)
    {
        lock (_lock)
        {
            _kicked = false;
            _awaited = _posted - _count + completions;
        }
    }

    internal void Wait(long nanoseconds)
    {
        lock (_lock)
        {
            if (_posted >= _awaited || _kicked) return;

            // A timeout is never early (SUSPEND-08): milliseconds are rounded up.
            var milliseconds = nanoseconds < 0 ? Timeout.Infinite : (int)Math.Min(int.MaxValue, (nanoseconds + 999_999) / 1_000_000);
            Monitor.Wait(_lock, milliseconds);
        }
    }

    internal void Kick()
    {
        lock (_lock)
        {
            _kicked = true;
            Monitor.PulseAll(_lock);
        }
    }

    private void Grow()
    {
        var larger = new (nint, long)[_ring.Length * 2];
        for (var i = 0; i < _count; i++) larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        _ring = larger;
        _head = 0;
    }
}
