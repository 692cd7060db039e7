using System.Globalization;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>The threads of a driver's answer: those of the program by its names, others by names of ours.</summary>
internal sealed class DriverThreads
{
    private readonly SortedDictionary<int, DriverThread> _threads = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _callbacks;
    private int _others;

    /// <summary>Those of the program.</summary>
    public DriverThreads(Program program)
    {
        foreach (var thread in program.Threads) _threads.Add(_threads.Count, new DriverThread(thread.Name) { IsNew = false });
        _taken.UnionWith(program.Threads.Select(t => t.Name));
    }

    /// <summary>The names of those that have not ended and are of the program.</summary>
    public IEnumerable<string> Alive => _threads.Values.Where(t => !t.HasEnded && !t.IsWorker).Select(t => t.Name);

    /// <summary>The process is gone, and all its threads with it.</summary>
    public void EndAll()
    {
        foreach (var thread in _threads.Values) thread.HasEnded = true;
    }

    /// <summary>The thread with this number.</summary>
    public DriverThread this[int number] => Get(number, () => $"2/{Number(ref _others)}");

    /// <summary>A thread that runs a notification function.</summary>
    public DriverThread Callback(int number)
    {
        var thread = Get(number, () => $"cb{Number(ref _callbacks)}");
        (thread.IsCallback, thread.IsNew) = (true, false);
        return thread;
    }

    private static string Number(ref int counter) => (++counter).ToString(CultureInfo.InvariantCulture);

    private DriverThread Get(int number, Func<string> name)
    {
        if (_threads.TryGetValue(number, out var thread)) return thread;
        if (number < 0 || _threads.Count >= 1 << 16) throw new FormatException($"there is no thread {number}");
        string free;
        do free = name();
        while (!_taken.Add(free));
        return _threads[number] = new DriverThread(free);
    }
}
