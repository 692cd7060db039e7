using System.Collections.Immutable;
using AioSim.Scenarios.Format;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>The calls on descriptors and files.</summary>
internal static class Descriptors
{
    private static readonly Word<long> s_nbytes = Numbers.Size;

    private static readonly RecordShape<Returns<Open>> s_open =
        new RecordShape<Returns<Open>>("open", "{ path, flags, as }", "open.", new Returns<Open>(new Open("", OpenFlags.O_RDONLY), []))
            .Must("path", "The file.", NameWords.NewPath, r => r.Call.Path, (r, v) => r with { Call = r.Call with { Path = v } })
            .Or("flags", "The flags, joined by bars: O_RDWR|O_CREAT; O_RDONLY.",
                Constants.OpenFlags, r => r.Call.Flags, (r, v) => r with { Call = r.Call with { Flags = v } })
            .MayValue("offset_maximum", "The offset maximum of the description, where it is not that of a 64-bit off_t (READ-07).",
                Numbers.Size, r => r.Call.OffsetMaximum, (r, v) => r with { Call = r.Call with { OffsetMaximum = v } })
            .As("The variable that takes the descriptor.");

    private static readonly RecordShape<Returns<Dup>> s_dup =
        new RecordShape<Returns<Dup>>("dup", "{ fd, as }", "dup.", new Returns<Dup>(new Dup(default), []))
            .Fd(r => r.Call.Fildes, (r, v) => r with { Call = new Dup(v) })
            .As("The variable that takes the new descriptor.");

    private static readonly RecordShape<Returns<Dup2>> s_dup2 =
        new RecordShape<Returns<Dup2>>("dup2", "{ fd, onto }", "dup2.", new Returns<Dup2>(new Dup2(default, default), []))
            .Fd(r => r.Call.Fildes, (r, v) => r with { Call = r.Call with { Fildes = v } })
            .Must("onto", "The descriptor that becomes the same file; it is closed before.",
                NameWords.Fd, r => r.Call.Fildes2, (r, v) => r with { Call = r.Call with { Fildes2 = v } })
            .As("A variable that takes the descriptor.");

    private static readonly RecordShape<Returns<Pipe>> s_pipe =
        new RecordShape<Returns<Pipe>>("pipe", "{ as: [r, w] }", "pipe.", new Returns<Pipe>(new Pipe(), []))
            .As("The variables that take the end to read from and the end to write to.", 2)
            .Or("nonblock", "O_NONBLOCK on both ends; no.",
                Numbers.Truth, r => r.Call.Nonblock, (r, v) => r with { Call = r.Call with { Nonblock = v } })
            .Or("capacity", "What it holds in bytes; 0, the pipe_capacity of limits.",
                Numbers.Int("a number of bytes", 0), r => r.Call.Capacity, (r, v) => r with { Call = r.Call with { Capacity = v } });

    private static readonly RecordShape<Returns<Socketpair>> s_socketpair =
        new RecordShape<Returns<Socketpair>>("socketpair", "{ as: [a, b] }", "socketpair.", new Returns<Socketpair>(new Socketpair(), []))
            .As("The variables that take the two sockets.", 2)
            .Or("nonblock", "O_NONBLOCK on both; no.",
                Numbers.Truth, r => r.Call.Nonblock, (r, v) => r with { Call = r.Call with { Nonblock = v } })
            .Or("capacity", "What each holds of what was written to the other, in bytes; 0, the pipe_capacity of limits. A real system holds about that.",
                Numbers.Int("a number of bytes", 0), r => r.Call.Capacity, (r, v) => r with { Call = r.Call with { Capacity = v } });

    private static readonly RecordShape<Pread> s_pread =
        new RecordShape<Pread>("pread", "{ fd, nbytes, offset }", "pread.", new Pread(default, 0, 0))
            .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
            .Must("nbytes", "How many bytes at most.", s_nbytes, c => c.Nbytes, (c, v) => c with { Nbytes = v })
            .Or("offset", "Where; 0.", Numbers.Offset, c => c.Offset, (c, v) => c with { Offset = v });

    private static readonly RecordShape<Pwrite> s_pwrite =
        new RecordShape<Pwrite>("pwrite", "{ fd, bytes, offset }", "pwrite.", new Pwrite(default, Data.Empty, 0))
            .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
            .Must("bytes", "The bytes.", DataShapes.Shape, c => c.Bytes, (c, v) => c with { Bytes = v })
            .Or("offset", "Where; 0.", Numbers.Offset, c => c.Offset, (c, v) => c with { Offset = v });

    /// <summary>The verbs.</summary>
    public static ImmutableArray<Verb> All { get; } =
    [
        new Verb<Open>("open", "Opens a file.", "- open: { path: /sim/a, flags: O_RDWR|O_CREAT, as: b }", s_open),
        Verb.Of("close", "Closes a descriptor.", "- close: $a", OfFd(f => new Close(f), c => c.Fildes)),
        new Verb<Dup>("dup", "Duplicates a descriptor.", "- dup: { fd: $a, as: b }", s_dup),
        new Verb<Dup2>("dup2", "Duplicates a descriptor onto another, which it closes.", "- dup2: { fd: $a, onto: $a }", s_dup2),
        new Verb<Pipe>("pipe", "Makes a pipe.", "- pipe: { as: [r, w], nonblock: yes, capacity: 4096 }", s_pipe),
        new Verb<Socketpair>("socketpair", "Makes two stream sockets that are connected to each other.", "- socketpair: { as: [s, t], nonblock: yes, capacity: 4096 }", s_socketpair),
        Verb.Of("shutdown", "Shuts a socket down for writing (SHUT_WR).", "- shutdown: $a", OfFd(f => new Shutdown(f), c => c.Fildes)),
        Verb.Of("lseek", "Sets the file offset (SEEK_SET).", "- lseek: { fd: $a, offset: 10 }",
            new RecordShape<Lseek>("lseek", "{ fd, offset }", "lseek with SEEK_SET.", new Lseek(default, 0))
                .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
                .Must("offset", "The offset.", Numbers.Offset, c => c.Offset, (c, v) => c with { Offset = v })),
        Verb.Of("ftruncate", "Sets the length of a file.", "- ftruncate: { fd: $a, length: 4KiB }",
            new RecordShape<Ftruncate>("ftruncate", "{ fd, length }", "ftruncate.", new Ftruncate(default, 0))
                .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
                .Must("length", "The length.", Numbers.Offset, c => c.Length, (c, v) => c with { Length = v })),
        Verb.Of("read", "Reads at the file offset.", "- read: { fd: $a, nbytes: 5 }\n  expect: { value: 5, bytes: hello }",
            new RecordShape<Read>("read", "{ fd, nbytes }", "read.", new Read(default, 0))
                .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
                .Must("nbytes", "How many bytes at most.", s_nbytes, c => c.Nbytes, (c, v) => c with { Nbytes = v })),
        Verb.Of("write", "Writes at the file offset.", "- write: { fd: $a, bytes: hello }\n  expect: 5",
            new RecordShape<Write>("write", "{ fd, bytes }", "write.", new Write(default, Data.Empty))
                .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
                .Must("bytes", "The bytes.", DataShapes.Shape, c => c.Bytes, (c, v) => c with { Bytes = v })),
        Verb.Of("pread", "Reads at an offset.", "- pread: { fd: $a, nbytes: 5, offset: 10 }", s_pread),
        Verb.Of("pwrite", "Writes at an offset.", "- pwrite: { fd: $a, bytes: hello, offset: 10 }", s_pwrite),
        Verb.Of("fsync", "Synchronizes a file.", "- fsync: $a", OfFd(f => new Fsync(f), c => c.Fildes)),
        Verb.Of("fpathconf", "Asks for a variable of a file.", "- fpathconf: { fd: $a, name: _PC_ASYNC_IO }",
            new RecordShape<Fpathconf>("fpathconf", "{ fd, name }", "fpathconf.", new Fpathconf(default, ""))
                .Fd(c => c.Fildes, (c, v) => c with { Fildes = v })
                .Must("name", "The name as in C.",
                    NameWords.Starting("_PC_", "a name such as _PC_ASYNC_IO"), c => c.Name, (c, v) => c with { Name = v })),
    ];

    private static As<Fd, T> OfFd<T>(Func<Fd, T> to, Func<T, Fd> from) => new(NameWords.Fd, to, from);
}
