namespace AioCli.Targets.Hosting;

/// <summary>
/// The descriptors that the program has opened. The process has others: a number that is not the program's is performed
/// with one that nobody has, so that it is EBADF to the program and harmless to the process. Its numbers are of a range of its own: the
/// runtime, which opens a pipe for each thread that it starts, and other programs take the lowest number that is free, and must not
/// have one that this program has just closed.
/// </summary>
internal sealed class Descriptors
{
    private const int Nobodys = 1 << 28;

    private const int Lowest = 512;
    private const int Range = 128;

    /// <summary>Which ranges of numbers have a program. A lock for all programs of the process guards it.</summary>
    private static readonly bool[] s_taken = new bool[28];

    private readonly Lock _lock = new();
    private readonly HashSet<int> _open = [];
    private readonly int _range = TakeRange();
    private bool _isOver;

    /// <summary>The number to perform a call with.</summary>
    public int Actual(int fd)
    {
        lock (_lock) return fd < 0 || _open.Contains(fd) ? fd : fd | Nobodys;
    }

    /// <summary>The program gets it, under the lowest of its numbers that is free; where the program is over it is closed again.</summary>
    /// <returns>Its number, or -1 where it is none.</returns>
    public int Add(int fd)
    {
        if (fd < 0) return fd;
        lock (_lock)
        {
            var own = SystemCalls.fcntl(fd, SystemCalls.F_DUPFD_CLOEXEC, Lowest + (_range * Range));
            // Where the limit leaves no room there it keeps its number.
            if (own < 0) own = fd;
            else _ = SystemCalls.close(fd);
            if (!_isOver) _open.Add(own);
            else _ = SystemCalls.close(own);
            return own;
        }
    }

    /// <summary>close. Before the number can be given to somebody else it is no longer the program's.</summary>
    public int Close(int fd)
    {
        var actual = Actual(fd);
        lock (_lock) _open.Remove(fd);
        return SystemCalls.close(actual);
    }

    /// <summary>dup2.</summary>
    /// <exception cref="NotSupportedException">The number belongs to the process that performs the program.</exception>
    public int Dup2(int fd, int onto)
    {
        var actual = Actual(fd);
        lock (_lock)
        {
            if (onto >= 0 && !_open.Contains(onto) && SystemCalls.fcntl(onto, SystemCalls.F_GETFD, 0) >= 0)
            {
                throw new NotSupportedException($"descriptor {onto} is not the program's");
            }

            var result = SystemCalls.dup2(actual, onto);
            if (result >= 0) _open.Add(result);
            return result;
        }
    }

    /// <summary>Nothing of the program is left that could use a number: another one may have the range.</summary>
    public void GiveBack()
    {
        lock (s_taken) s_taken[_range] = false;
    }

    private static int TakeRange()
    {
        lock (s_taken)
        {
            // With more programs at a time than there are ranges, the last is for several.
            var free = Array.IndexOf(s_taken, false) is >= 0 and var range ? range : s_taken.Length - 1;
            s_taken[free] = true;
            return free;
        }
    }

    /// <summary>The program is over: everything is closed, which wakes who waits for the other end.</summary>
    public void CloseAll()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var fd in _open) _ = SystemCalls.close(fd);
            _open.Clear();
        }
    }
}
