namespace AioEngine.Backends;

/// <summary>
/// Rings for reads that are tried at once (<c>RWF_NOWAIT</c>), many in one system call. Each is one thread's for the time of a call, and when
/// that returns nothing is outstanding on it: so nobody waits for another's lock in the kernel, and there is nothing to cancel or to reap.
/// </summary>
internal sealed unsafe class TryRings(int files) : IDisposable
{
    private const uint RegisterFiles = 2, RegisterFilesUpdate = 6;

    /// <summary>The most entries of a call.</summary>
    internal const int MostEntries = 64;

    private readonly Lock _lock = new();
    private readonly int[] _files = NoFiles(files);
    private readonly Ring?[] _idle = new Ring?[Math.Min(16, Environment.ProcessorCount + 1)];
    private readonly List<Ring> _all = [];
    private bool _ended;

    /// <summary>Tries them on a ring of its own. False: there is none to be had.</summary>
    internal bool Try(Attempt* attempts, int count)
    {
        if (Rent() is not { } ring) return false;
        for (var i = 0; i < count; i++)
        {
            attempts[i].Write(ring.NextEntry(), i, attempts[i].Number != 0);
            ring.Advance();
        }

        ring.SubmitAndWait((uint)count);
        for (var left = count; left > 0;)
        {
            if (!ring.TryPeek(out var index, out var result))
            {
                ring.Wait(left, -1);
                continue;
            }

            ring.Consume();
            left--;
            attempts[index].Answer(result);
        }

        Return(ring);
        return true;
    }

    /// <summary>Makes a file, or with -1 none, known to all rings under its number.</summary>
    internal void Register(int number, int fd)
    {
        lock (_lock)
        {
            _files[number - 1] = fd;
            foreach (var ring in _all) Update(ring, number, fd);
        }
    }

    /// <summary>Ends those that are idle; who has one ends it when it gives it back.</summary>
    public void Dispose()
    {
        lock (_lock) _ended = true;
        for (var i = 0; i < _idle.Length; i++) Interlocked.Exchange(ref _idle[i], null)?.Dispose();
    }

    /// <summary>Registers a file with one ring.</summary>
    internal static int Update(Ring ring, int number, int fd)
    {
        var update = new FilesUpdate { Offset = (uint)number - 1, Fds = (ulong)&fd };
        return ring.Register(RegisterFilesUpdate, &update, 1);
    }

    private Ring? Rent()
    {
        if (_ended) return null;
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _idle.Length; i++)
        {
            ref var place = ref _idle[(first + i) % _idle.Length];
            if (place is not null && Interlocked.Exchange(ref place, null) is { } ring) return ring;
        }

        return Make();
    }

    private void Return(Ring ring)
    {
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _idle.Length && !Volatile.Read(ref _ended); i++)
        {
            if (Interlocked.CompareExchange(ref _idle[(first + i) % _idle.Length], ring, null) is not null) continue;

            // It may have ended in between, and then nobody looks here any more.
            if (Volatile.Read(ref _ended)) Dispose();
            return;
        }

        ring.Dispose();
    }

    private Ring? Make()
    {
        lock (_lock)
        {
            if (_ended || _all.Count == _idle.Length) return null;
            if (Ring.TryCreate(MostEntries, 2 * MostEntries, out _) is not { } ring) return null;
            fixed (int* files = _files)
            {
                if (ring.Register(RegisterFiles, files, (uint)_files.Length) < 0)
                {
                    ring.Dispose();
                    return null;
                }
            }

            _all.Add(ring);
            return ring;
        }
    }

    private static int[] NoFiles(int count)
    {
        var files = new int[count];
        Array.Fill(files, -1);
        return files;
    }

    /// <summary><c>struct io_uring_files_update</c>.</summary>
    private struct FilesUpdate
    {
        internal uint Offset;
        internal uint Reserved;
        internal ulong Fds;
    }
}
