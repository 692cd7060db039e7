using System.Runtime.InteropServices;
using AioSpec;

namespace AioEngine.Tests;

/// <summary>The synchronous calls that a program makes beside AIO.</summary>
internal static partial class Host
{
    private const int O_CLOEXEC = 0x80000;

    internal static int Open(string path, OpenFlags flags) => Checked(open(path, (int)flags | O_CLOEXEC, 0x180));

    internal static (int Read, int Write) Pipe(bool nonblock = false)
    {
        var fds = new int[2];
        Checked(pipe2(fds, O_CLOEXEC | (nonblock ? (int)OpenFlags.O_NONBLOCK : 0)));
        return (fds[0], fds[1]);
    }

    internal static (int One, int Other) SocketPair()
    {
        const int Unix = 1, Stream = 1;
        var fds = new int[2];
        Checked(socketpair(Unix, Stream | O_CLOEXEC, 0, fds));
        return (fds[0], fds[1]);
    }

    /// <summary>How many descriptors the process has for a file.</summary>
    internal static int DescriptorsOf(string path) =>
        Directory.GetFileSystemEntries("/proc/self/fd").Count(fd => new FileInfo(fd).LinkTarget == path);

    /// <summary>How many descriptors the process has.</summary>
    internal static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    internal static int Eventfd() => Checked(eventfd(0, O_CLOEXEC));

    internal static int Close(int fd) => Checked(close(fd));

    internal static int Dup(int fd) => Checked(dup(fd));

    internal static int Dup2(int fd, int onto) => Checked(dup2(fd, onto));

    internal static void Write(int fd, string text)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.Equal(bytes.Length, Checked((int)write(fd, bytes, (nuint)bytes.Length)));
    }

    internal static string Read(int fd, int count)
    {
        var bytes = new byte[count];
        return System.Text.Encoding.ASCII.GetString(bytes, 0, Checked((int)read(fd, bytes, (nuint)count)));
    }

    internal static void SetPipeSize(int fd, int bytes) => Checked(fcntl(fd, 1031, bytes));

    internal static void Fsync(int fd) => Checked(fsync(fd));

    internal static void DropFromCache(int fd, long offset, long length) => Assert.Equal(0, posix_fadvise(fd, offset, length, 4));

    /// <summary>Runs on a thread that is gone in the eyes of the kernel, too, when this returns.</summary>
    internal static void RunOnThreadThatEnds(Action action)
    {
        var id = 0;
        var thread = new Thread(() =>
        {
            id = gettid();
            action();
        });
        thread.Start();
        thread.Join();
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists($"/proc/self/task/{id}"), TimeSpan.FromSeconds(30)));
    }

    internal static unsafe void LimitFileSize(long bytes)
    {
        const int RLIMIT_FSIZE = 1;
        var limits = stackalloc long[2];
        Checked(getrlimit(RLIMIT_FSIZE, limits));
        limits[0] = bytes;
        Checked(setrlimit(RLIMIT_FSIZE, limits));
    }

    private static int Checked(int result) => result >= 0 ? result : throw new IOException($"{(Errno)Marshal.GetLastPInvokeError()}");

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int pipe2([Out] int[] fds, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socketpair(int domain, int type, int protocol, [Out] int[] fds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint value, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup2(int fd, int onto);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(int fd, int command, int argument);

    [LibraryImport("libc")]
    private static partial int gettid();

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int getrlimit(int resource, long* limits);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int setrlimit(int resource, long* limits);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int fd);

    [LibraryImport("libc")]
    private static partial int posix_fadvise(int fd, long offset, long length, int advice);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int fd, [In] byte[] buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int fd, [Out] byte[] buffer, nuint count);
}
