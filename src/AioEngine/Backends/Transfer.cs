using AioEngine.Interop;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>One request by one system call.</summary>
internal static unsafe class Transfer
{
    /// <summary>Does it, and waits as long as that takes.</summary>
    internal static long Perform(NativeAiocb* request)
    {
        while (true)
        {
            var (buffer, count) = Rest(request);
            var offset = request->Offset + request->Moved;
            var append = (request->Marks & RequestMarks.Append) != 0;
            var stream = (request->Marks & RequestMarks.Stream) != 0;
            var result = request->Kind switch
            {
                RequestKind.Read => stream ? Libc.Read(request->Held, buffer, count) : Libc.PRead(request->Held, buffer, count, offset),
                RequestKind.Write => stream || append
                    ? Libc.Write(request->Held, buffer, count)
                    : Libc.PWrite(request->Held, buffer, count, offset),
                RequestKind.Sync => Libc.Fsync(request->Held),
                _ => Libc.Fdatasync(request->Held),
            };
            if (result >= 0) return result;
            if (Libc.LastErrno != (int)Errno.EINTR) return -Libc.LastErrno;
        }
    }

    /// <summary>Does what a stream lets it do now: -EAGAIN where that is nothing, -EOPNOTSUPP where only waiting can tell.</summary>
    internal static long TryStream(NativeAiocb* request)
    {
        var vector = stackalloc nint[2];
        var (buffer, count) = Rest(request);
        (vector[0], vector[1]) = ((nint)buffer, (nint)count);
        var call = request->Kind == RequestKind.Read ? Numbers.Preadv2 : Numbers.Pwritev2;
        var result = Libc.Syscall(call, request->Held, (nint)vector, 1, -1, 0, Numbers.RWF_NOWAIT);
        return result >= 0 ? result : -Libc.LastErrno;
    }

    private static (nint Buffer, nuint Count) Rest(NativeAiocb* request) =>
        ((nint)request->Buf + (nint)request->Moved, request->Rest);
}
