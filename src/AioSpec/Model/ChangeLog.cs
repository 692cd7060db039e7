namespace AioSpec.Model;

/// <summary>
/// What may be enabled or not be enabled any more since it was cleared: who keeps a set of enabled steps asks again about
/// these, and about nothing else. A number may occur twice.
/// </summary>
public sealed class ChangeLog
{
    // Not lists: a step adds and clears a few numbers, and is short.
    private int[] _requests = new int[16];
    private int[] _threads = new int[16];
    private int[] _lists = new int[16];
    private int _requestCount;
    private int _threadCount;
    private int _listCount;

    /// <summary>Requests, by slot.</summary>
    public ReadOnlySpan<int> Requests => _requests.AsSpan(0, _requestCount);

    /// <summary>Threads.</summary>
    public ReadOnlySpan<int> Threads => _threads.AsSpan(0, _threadCount);

    /// <summary>Lists.</summary>
    public ReadOnlySpan<int> Lists => _lists.AsSpan(0, _listCount);

    /// <summary>Which signals can be delivered where.</summary>
    public bool Signals { get; internal set; }

    /// <summary>Which queued transfers the device can start.</summary>
    public bool Queue { get; internal set; }

    /// <summary>Whether the system can crash.</summary>
    public bool Crash { get; internal set; }

    /// <summary>What a request can do may have changed. A step most often tells it of one, more than once.</summary>
    public void AddRequest(int request) => Add(ref _requests, ref _requestCount, request);

    /// <summary>What a thread can do may have changed.</summary>
    public void AddThread(int thread) => Add(ref _threads, ref _threadCount, thread);

    /// <summary>What a list can do may have changed.</summary>
    public void AddList(int list) => Add(ref _lists, ref _listCount, list);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        (_requestCount, _threadCount, _listCount) = (0, 0, 0);
        (Signals, Queue, Crash) = (false, false, false);
    }

    private static void Add(ref int[] numbers, ref int count, int number)
    {
        if (count > 0 && numbers[count - 1] == number) return;
        if (count == numbers.Length) Array.Resize(ref numbers, count * 2);
        numbers[count++] = number;
    }
}
