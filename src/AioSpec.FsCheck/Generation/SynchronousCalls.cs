using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes the synchronous calls that meet requests on the same file.</summary>
internal static class SynchronousCalls
{
    public static void Write(Scribe scribe)
    {
        var draw = scribe.Draw;
        switch (draw.Below(12))
        {
            case < 3: OnFile(scribe, fd => new Pread(fd, draw.Pick(1L, 100L, 4096L, 20_000L), draw.Pick(0L, 5L, 100L, 4096L))); break;
            case < 5: AtOffset(scribe, fd => new Pwrite(fd, Bytes(scribe), draw.Pick(0L, 5L, 100L, 4096L, 20_000L))); break;
            case 5: OnFile(scribe, fd => new Ftruncate(fd, draw.Pick(0L, 50L, 4096L, 20_000L))); break;
            case 6: OnFile(scribe, fd => new Lseek(fd, draw.Pick(0L, 7L, 4096L))); break;
            case 7: OnFile(scribe, fd => new Fsync(fd)); break;
            case < 10: ToStream(scribe); break;
            case 10: FromStream(scribe); break;
            default: Append(scribe); break;
        }
    }

    private static Data Bytes(Scribe scribe) => scribe.Plan.NewBytes(scribe.Draw.Pick(1L, 7L, 100L, 4096L));

    private static void OnFile(Scribe scribe, Func<Fd, Call> call)
    {
        if (Descriptors.Where(scribe, info => info.Kind == DescriptorKind.Regular) is { } fd) scribe.Add(call(fd));
    }

    // Where there is O_APPEND some systems write at the end all the same, which says nothing of asynchronous I/O.
    private static void AtOffset(Scribe scribe, Func<Fd, Call> call)
    {
        if (Descriptors.Where(scribe, info => info is { Kind: DescriptorKind.Regular, Appends: false }) is { } fd) scribe.Add(call(fd));
    }

    // Anywhere else it would write at an offset that asynchronous I/O leaves unspecified (SUB-14).
    private static void Append(Scribe scribe)
    {
        if (Descriptors.Where(scribe, info => info is { Kind: DescriptorKind.Regular, Appends: true, CanWrite: true }) is { } fd) scribe.Add(new Write(fd, Bytes(scribe)));
    }

    // What lets the reads of other threads end (READ-11).
    private static void ToStream(Scribe scribe)
    {
        if (Descriptors.Where(scribe, info => info is { HasPeer: true, CanWrite: true }) is { } fd)
        {
            scribe.Add(new Write(fd, scribe.Plan.NewBytes(scribe.Draw.Pick(1L, 7L, 100L, scribe.Plan.Declared.PipeBuf))));
        }
    }

    private static void FromStream(Scribe scribe)
    {
        var draw = scribe.Draw;
        if (Descriptors.Where(scribe, info => info is { HasPeer: true, CanRead: true } && (info.Nonblocking || draw.Chance(60))) is { } fd)
        {
            scribe.Add(new Read(fd, draw.Pick(1L, 7L, 100L, 8192L)));
        }
    }
}
