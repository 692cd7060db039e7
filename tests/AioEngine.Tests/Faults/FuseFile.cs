using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using AioSpec;

namespace AioEngine.Tests.Faults;

/// <summary>
/// A regular file whose bytes a thread of this process gives and takes, by the protocol of /dev/fuse: so that a transfer fails below the kernel, for
/// whoever makes it. The file system is this one file; nothing of it is cached.
/// </summary>
internal sealed partial class FuseFile : IDisposable
{
    private const int InHeader = 40, OutHeader = 16, WriteIn = 40, MostBytes = 1 << 17;
    private const int Detach = 2, ENODEV = 19, ENOSYS = 38;

    private readonly byte[] _content = new byte[1 << 16];
    private readonly Queue<(FuseCall Call, Errno Error)> _failures = [];
    private readonly Dictionary<FuseCall, int> _unanswered = [];
    private readonly Queue<byte[]> _held = [];
    private readonly string _path;
    private readonly int _device;
    private readonly Thread _thread;

    private FuseFile(string path, int device)
    {
        (_path, _device) = (path, device);
        _thread = new Thread(Serve) { IsBackground = true, Name = "fuse" };
        _thread.Start();
    }

    /// <summary>Mounts it over an empty file. Null where the system does not let us: there is no /dev/fuse, or no right to mount.</summary>
    internal static FuseFile? TryMount(string path, out string whyNot)
    {
        const int readsAndWrites = 2, closesOnExec = 0x80000, noSuidNoDevices = 6;
        whyNot = "";
        File.WriteAllBytes(path, []);
        var device = open("/dev/fuse", readsAndWrites | closesOnExec, 0);
        if (device >= 0 && mount("aio-tests", path, "fuse", noSuidNoDevices, $"fd={device},rootmode=100666,user_id=0,group_id=0") == 0) return new FuseFile(path, device);
        whyNot = $"{(device < 0 ? "/dev/fuse" : "mount")}: {(Errno)Marshal.GetLastPInvokeError()}";
        if (device >= 0) _ = close(device);
        return null;
    }

    /// <summary>What it holds.</summary>
    internal string Text(int count)
    {
        lock (_failures) return Encoding.ASCII.GetString(_content, 0, count);
    }

    /// <summary>The next call of this kind fails.</summary>
    internal void Fail(FuseCall call, Errno error)
    {
        lock (_failures) _failures.Enqueue((call, error));
    }

    /// <summary>Calls of this kind are not answered until <see cref="AnswerAll"/>; the first few are.</summary>
    internal void Hold(FuseCall call, int after = 0)
    {
        lock (_failures) _unanswered.Add(call, after);
    }

    /// <summary>How many calls wait for an answer.</summary>
    internal int Held
    {
        get { lock (_failures) return _held.Count; }
    }

    /// <summary>Answers what was not answered, and from now on everything.</summary>
    internal void AnswerAll()
    {
        lock (_failures)
        {
            _unanswered.Clear();
            while (_held.TryDequeue(out var request)) Answer(request);
        }
    }

    public void Dispose()
    {
        AnswerAll();
        _ = umount2(_path, Detach);
        _thread.Join();
        _ = close(_device);
    }

    private void Serve()
    {
        var request = new byte[MostBytes + 4096];
        while (true)
        {
            var length = (int)read(_device, request, (nuint)request.Length);
            if (length >= InHeader)
            {
                var call = (FuseCall)BinaryPrimitives.ReadInt32LittleEndian(request.AsSpan(4));
                if (call is FuseCall.Forget or FuseCall.Interrupt) continue;
                lock (_failures)
                {
                    if (_unanswered.TryGetValue(call, out var left) && (_unanswered[call] = left - 1) < 0) _held.Enqueue(request[..length]);
                    else Answer(request.AsSpan(0, length));
                }
            }
            else if (length < 0 && Marshal.GetLastPInvokeError() == ENODEV)
            {
                return;
            }
        }
    }

    private void Answer(ReadOnlySpan<byte> request)
    {
        var body = new byte[MostBytes];
        var call = (FuseCall)BinaryPrimitives.ReadInt32LittleEndian(request[4..]);
        Send(BinaryPrimitives.ReadInt64LittleEndian(request[8..]), Failure(call) ?? Answer(call, request[InHeader..], body), body);
    }

    private int? Failure(FuseCall call)
    {
        if (!_failures.TryPeek(out var next) || next.Call != call) return null;
        _failures.Dequeue();
        return -(int)next.Error;
    }

    /// <summary>How many bytes the answer has, or a negative errno.</summary>
    private int Answer(FuseCall call, ReadOnlySpan<byte> request, Span<byte> answer)
    {
        const int maxWrite = 20, openFlags = 8, uncached = 1, size = 8;
        switch (call)
        {
            case FuseCall.Init:
                (answer[0], answer[4]) = (7, 31);
                BinaryPrimitives.WriteInt32LittleEndian(answer[maxWrite..], MostBytes);
                return 64;
            case FuseCall.Getattr or FuseCall.Setattr:
                Attributes(answer[16..]);
                return 104;
            case FuseCall.Open:
                answer[openFlags] = uncached;
                return 16;
            case FuseCall.Read:
                var from = (int)Math.Min(BinaryPrimitives.ReadInt64LittleEndian(request[size..]), _content.Length);
                var bytes = _content.AsSpan(from, Math.Min(BinaryPrimitives.ReadInt32LittleEndian(request[(2 * size)..]), _content.Length - from));
                bytes.CopyTo(answer);
                return bytes.Length;
            case FuseCall.Write:
                var data = request[WriteIn..];
                data.CopyTo(_content.AsSpan((int)BinaryPrimitives.ReadInt64LittleEndian(request[size..])));
                BinaryPrimitives.WriteInt32LittleEndian(answer, data.Length);
                return 8;
            case FuseCall.Fsync or FuseCall.Flush or FuseCall.Release or FuseCall.Destroy:
                return 0;
            default:
                return -ENOSYS;
        }
    }

    /// <summary><c>struct fuse_attr</c>.</summary>
    private void Attributes(Span<byte> attributes)
    {
        const int size = 8, mode = 60, links = 64, regular = 0x81b6;
        attributes[0] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(attributes[size..], _content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(attributes[mode..], regular);
        attributes[links] = 1;
    }

    private void Send(long request, int result, ReadOnlySpan<byte> body)
    {
        var answer = new byte[OutHeader + Math.Max(0, result)];
        BinaryPrimitives.WriteInt32LittleEndian(answer, answer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(4), Math.Min(0, result));
        BinaryPrimitives.WriteInt64LittleEndian(answer.AsSpan(8), request);
        body[..Math.Max(0, result)].CopyTo(answer.AsSpan(OutHeader));

        // ENOENT: whoever asked was interrupted, and does not wait any more.
        _ = write(_device, answer, (nuint)answer.Length);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int umount2(string target, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int fd, byte[] buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int fd, byte[] buffer, nuint count);

    [LibraryImport("libc")]
    private static partial int close(int fd);
}

/// <summary>The calls of the kernel on it that there are here; the rest is ENOSYS.</summary>
internal enum FuseCall
{
    Forget = 2,
    Getattr = 3,
    Setattr = 4,
    Open = 14,
    Read = 15,
    Write = 16,
    Release = 18,
    Fsync = 20,
    Flush = 25,
    Init = 26,
    Interrupt = 36,
    Destroy = 38,
}
