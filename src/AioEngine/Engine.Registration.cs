using AioEngine.Core;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    private Registration?[] _registrations = new Registration?[16];

    /// <summary>
    /// Registers an open file: requests that name it by <see cref="NativeAiocb.File"/> need not find out each time what it
    /// is. The engine holds the file until <see cref="Unregister"/>, also where the descriptor is closed.
    /// </summary>
    /// <param name="fildes">An open descriptor.</param>
    /// <param name="file">The number for <see cref="NativeAiocb.File"/>.</param>
    /// <returns>None, EBADF, or EAGAIN where descriptors are exhausted.</returns>
    public Errno Register(int fildes, out int file)
    {
        file = 0;
        while (true)
        {
            // Without the gate: it may wait for a server.
            var error = _backend.Identify(fildes, out var facts);
            if (error != Errno.None) return error;
            lock (_gate)
            {
                if (_core.IsClosed) return Errno.EAGAIN;
                error = _core.Register(fildes, facts, out var registration);
                if (error == Errno.None) file = PlaceOf(registration!);
            }

            if (error != EngineCore.Replaced) return error;
        }
    }

    private int PlaceOf(Registration registration)
    {
        var file = Array.IndexOf(_registrations, null, 1);
        if (file < 0)
        {
            file = _registrations.Length;
            var larger = new Registration?[file * 2];
            Array.Copy(_registrations, larger, file);
            Volatile.Write(ref _registrations, larger);
        }

        _registrations[file] = registration;
        return file;
    }

    /// <summary>Ends a registration. Requests that name it are complete, or are completed as if it went on.</summary>
    public void Unregister(int file)
    {
        lock (_gate)
        {
            if (Registered(file) is not { } registration) return;
            _registrations[file] = null;
            _core.Unregister(registration);
        }
    }

    private Registration? Registered(int file)
    {
        var all = Volatile.Read(ref _registrations);
        return (uint)file < (uint)all.Length ? all[file] : null;
    }
}
