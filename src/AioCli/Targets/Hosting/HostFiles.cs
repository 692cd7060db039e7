using System.Runtime.InteropServices;
using AioEngine.Interop;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Targets.Hosting;

/// <summary>Performs the calls on _descriptors.</summary>
internal sealed class HostFiles(HostedProgram program)
{
    private readonly Descriptors _descriptors = program.Descriptors;

    private const int MostBytes = 1 << 24;
    private const int OwnerReadsAndWrites = 0x180;

    /// <summary>Performs a call; null where it is none on _descriptors.</summary>
    public Result? Perform(Call call, HostThread thread) => call switch
    {
        Open c => Opened(SystemCalls.open(program.PathOf(c.Path), (int)c.Flags | SystemCalls.O_CLOEXEC | SystemCalls.O_NOCTTY, OwnerReadsAndWrites)),
        Close c => Told(_descriptors.Close(c.Fildes.Number)),
        Dup c => Opened(SystemCalls.dup(Actual(c.Fildes))),
        Dup2 c => Told(_descriptors.Dup2(c.Fildes.Number, c.Fildes2.Number)),
        Pipe c => OpenPipe(c),
        Socketpair c => OpenSockets(c),
        Shutdown c => Told(SystemCalls.shutdown(Actual(c.Fildes), SystemCalls.SHUT_WR)),
        Lseek c => Told(SystemCalls.lseek(Actual(c.Fildes), c.Offset, 0)),
        Ftruncate c => Told(SystemCalls.ftruncate(Actual(c.Fildes), c.Length)),
        Fsync c => Told(SystemCalls.fsync(Actual(c.Fildes))),
        Read c => OnStream(c.Fildes, toRead: true, thread, () => Reading(c.Nbytes, (buffer, count) => SystemCalls.read(Actual(c.Fildes), buffer, count))),
        Pread c => Reading(c.Nbytes, (buffer, count) => SystemCalls.pread(Actual(c.Fildes), buffer, count, c.Offset)),
        Write c => OnStream(c.Fildes, toRead: false, thread, () => Told(SystemCalls.write(Actual(c.Fildes), c.Bytes.ToArray(), (nint)c.Bytes.Length))),
        Pwrite c => Told(SystemCalls.pwrite(Actual(c.Fildes), c.Bytes.ToArray(), (nint)c.Bytes.Length, c.Offset)),
        Fpathconf c => Told(SystemCalls.fpathconf(Actual(c.Fildes), PathOption(c.Name))),
        _ => null,
    };

    /// <summary>Where it may wait, a handler can interrupt it: it waits outside of the system call until that need not wait.</summary>
    private Result OnStream(Fd fd, bool toRead, HostThread thread, Func<Result> transfer) => thread.Waiting(null, () => Libc.IsReady(Actual(fd), toRead), () =>
        !program.UsesSignals || program.Signals.WaitFor(restarts: true, interruption => BecomesReady(fd, toRead, interruption)) ? transfer() : Result.Fail(Errno.EINTR));

    private bool BecomesReady(Fd fd, bool toRead, WaitHandle interruption)
    {
        if ((SystemCalls.fcntl(Actual(fd), SystemCalls.F_GETFL, 0) & (int)OpenFlags.O_NONBLOCK) != 0) return true;
        while (!Libc.IsReady(Actual(fd), toRead))
        {
            program.Stop.ThrowIfCancellationRequested();
            if (interruption.WaitOne(1)) return false;
        }

        return true;
    }

    private int Actual(Fd fd) => _descriptors.Actual(fd.Number);

    private static Result Told(long value) => value == -1 ? Result.Fail((Errno)Marshal.GetLastPInvokeError()) : new Result(value);

    private Result Opened(int fd)
    {
        var result = Told(fd);
        return result.Value == -1 ? result : new Result(_descriptors.Add(fd));
    }

    private Result OpenPipe(Pipe call)
    {
        var ends = new int[2];
        var result = Told(SystemCalls.pipe2(ends, SystemCalls.O_CLOEXEC | (call.Nonblock ? (int)OpenFlags.O_NONBLOCK : 0)));
        if (result.Value == -1) return result;
        if (call.Capacity > 0) _ = SystemCalls.fcntl(ends[0], SystemCalls.F_SETPIPE_SZ, call.Capacity);
        return Opened(ends);
    }

    private Result OpenSockets(Socketpair call)
    {
        var ends = new int[2];
        var type = SystemCalls.SOCK_STREAM | SystemCalls.O_CLOEXEC | (call.Nonblock ? (int)OpenFlags.O_NONBLOCK : 0);
        var result = Told(SystemCalls.socketpair(SystemCalls.AF_UNIX, type, 0, ends));
        if (result.Value == -1) return result;
        foreach (var end in ends)
        {
            if (call.Capacity > 0) _ = SystemCalls.setsockopt(end, SystemCalls.SOL_SOCKET, SystemCalls.SO_SNDBUF, call.Capacity, sizeof(int));
        }

        return Opened(ends);
    }

    private Result Opened(int[] ends)
    {
        var first = _descriptors.Add(ends[0]);
        return new Result(first) { Second = _descriptors.Add(ends[1]) };
    }

    private static Result Reading(long nbytes, Func<byte[], nint, nint> read)
    {
        var buffer = new byte[Math.Clamp(nbytes, 0, MostBytes)];
        var result = Told(read(buffer, buffer.Length));
        return result.Value < 0 ? result : result with { Bytes = Data.Of(buffer[..(int)result.Value]) };
    }

    private static int PathOption(string name) => name switch
    {
        "_PC_PIPE_BUF" => 5,
        "_PC_SYNC_IO" => 9,
        "_PC_ASYNC_IO" => 10,
        "_PC_PRIO_IO" => 11,
        _ => throw new NotSupportedException($"fpathconf knows no {name} here"),
    };
}
