using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>The synchronous calls on files and descriptors, and what the system says of itself.</summary>
internal static class FileVerbs
{
    private static readonly string[] s_open = ["offset_maximum="];

    private static readonly string[] s_ends = ["capacity=", "O_NONBLOCK"];

    public static readonly Verb[] All =
    [
        new Verb<Open>("open", PrintOpen, ReadOpen, lfs64: true),
        new Verb<Close>("close", (b, c) => b.Fd(c.Fildes), (ref c) => new Close(c.Fd())),
        new Verb<Dup>("dup", (b, c) => b.Fd(c.Fildes), (ref c) => new Dup(c.Fd())),
        new Verb<Dup2>("dup2", (b, c) => b.Fd(c.Fildes).Comma().Fd(c.Fildes2), (ref c) => new Dup2(c.Fd(), NextFd(ref c))),
        new Verb<Pipe>("pipe", (b, c) => PrintEnds(b, c.Capacity, c.Nonblock), ReadPipe),
        new Verb<Socketpair>("socketpair", (b, c) => PrintEnds(b, c.Capacity, c.Nonblock), ReadSocketpair),
        new Verb<Shutdown>("shutdown", (b, c) => b.Fd(c.Fildes), (ref c) => new Shutdown(c.Fd())),
        new Verb<Lseek>("lseek", (b, c) => b.Fd(c.Fildes).Comma().Number(c.Offset),
            (ref c) => new Lseek(c.Fd(), NextLong(ref c)), lfs64: true),
        new Verb<Ftruncate>("ftruncate", (b, c) => b.Fd(c.Fildes).Comma().Number(c.Length),
            (ref c) => new Ftruncate(c.Fd(), NextLong(ref c)), lfs64: true),
        new Verb<Read>("read", (b, c) => b.Fd(c.Fildes).Comma().Number(c.Nbytes),
            (ref c) => new Read(c.Fd(), NextLong(ref c))),
        new Verb<Write>("write", (b, c) => DataText.Print(b.Fd(c.Fildes).Comma(), c.Bytes),
            (ref c) => new Write(c.Fd(), NextData(ref c))),
        new Verb<Pread>("pread", (b, c) => b.Fd(c.Fildes).Comma().Number(c.Nbytes).Comma().Number(c.Offset),
            (ref c) => new Pread(c.Fd(), NextLong(ref c), NextLong(ref c)), lfs64: true),
        new Verb<Pwrite>("pwrite", PrintPwrite,
            (ref c) => new Pwrite(c.Fd(), NextData(ref c), NextLong(ref c)), lfs64: true),
        new Verb<Fsync>("fsync", (b, c) => b.Fd(c.Fildes), (ref c) => new Fsync(c.Fd())),
        new Verb<Sysconf>("sysconf", (b, c) => b.Name(c.Name), (ref c) => new Sysconf(c.Name("a name such as _SC_AIO_MAX"))),
        new Verb<Fpathconf>("fpathconf", (b, c) => b.Fd(c.Fildes).Comma().Name(c.Name), ReadFpathconf),
        new Verb<SchedGetparam>("sched_getparam", (_, _) => { }, (ref _) => new SchedGetparam()),
    ];

    private static long NextLong(ref Cursor c)
    {
        c.Comma();
        return c.Long("a number of bytes");
    }

    private static Data NextData(ref Cursor c)
    {
        c.Comma();
        return DataText.Read(ref c);
    }

    private static Fd NextFd(ref Cursor c)
    {
        c.Comma();
        return c.Fd();
    }

    private static void PrintOpen(LineBuilder b, Open c)
    {
        b.Quoted(c.Path).Comma().OpenFlags(c.Flags);
        if (c.OffsetMaximum is { } maximum) b.Key("offset_maximum").Number(maximum);
    }

    private static Open ReadOpen(ref Cursor c)
    {
        var path = c.QuotedText();
        c.Comma();
        var flags = c.OpenFlags();
        if (!c.TakeComma()) return new Open(path, flags);
        uint seen = 0;
        c.Key(ref seen, s_open);
        return new Open(path, flags, c.Long("an offset"));
    }

    private static void PrintEnds(LineBuilder b, int capacity, bool nonblock)
    {
        if (capacity != 0) b.Text("capacity=").Number(capacity);
        if (capacity != 0 && nonblock) b.Comma();
        if (nonblock) b.Text("O_NONBLOCK");
    }

    private static Pipe ReadPipe(ref Cursor c)
    {
        var (capacity, nonblock) = ReadEnds(ref c);
        return new Pipe(nonblock, capacity);
    }

    private static Socketpair ReadSocketpair(ref Cursor c)
    {
        var (capacity, nonblock) = ReadEnds(ref c);
        return new Socketpair(nonblock, capacity);
    }

    private static (int Capacity, bool Nonblock) ReadEnds(ref Cursor c)
    {
        var (capacity, nonblock) = (0, false);
        uint seen = 0;
        if (c.Peek() == ')') return (capacity, nonblock);
        do
        {
            if (c.Key(ref seen, s_ends) == 0) capacity = c.Int("a number of bytes", 0);
            else nonblock = true;
        }
        while (c.TakeComma());
        return (capacity, nonblock);
    }

    private static void PrintPwrite(LineBuilder b, Pwrite c)
    {
        DataText.Print(b.Fd(c.Fildes).Comma(), c.Bytes);
        b.Comma().Number(c.Offset);
    }

    private static Fpathconf ReadFpathconf(ref Cursor c)
    {
        var fd = c.Fd();
        c.Comma();
        return new Fpathconf(fd, c.Name("a name such as _PC_ASYNC_IO"));
    }
}
