namespace AioCli.Targets.Hosting;

/// <summary>
/// The descriptors that the program has opened. The process has others: a number that is not the program's is performed
/// with one that nobody has, so that it is EBADF to the program and harmless to the process.
/// </summary>
internal sealed class Descriptors
{
    private const int Nobodys = 1 << 28;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _open = [];
    private bool _isOver;

    /// <summary>The number to perform a call with.</summary>
    public int Actual(int fd)
    {
        lock (_lock) return fd < 0 || _open.Contains(fd) ? fd : fd | Nobodys;
    }

    /// <summary>The program has got it; where the program is over it is closed again.</summary>
    public void Add(int fd)
    {
        if (fd < 0) return;
        lock (_lock)
        {
            if (!_isOver) _open.Add(fd);
            else _ = SystemCalls.close(fd);
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
