using AioSpec;
using AioSpec.Model;

namespace AioSim.Tests.Mutants;

/// <summary>Mistakes about which bytes move where, and how many.</summary>
internal static class TransferMistakes
{
    public static IEnumerable<(string Name, Func<Defect> Make)> All =>
    [
        ("read-count-beyond-the-end", () => Reads((m, r, n) => m.IsRegular(r) ? m.Info(r).Nbytes : n)),
        ("read-at-the-file-offset", ReadAtFileOffset),
        ("read-wrong-byte", () => Bytes(Seen.Flipped)),
        ("read-past-the-offset-maximum", ReadPastMaximum),
        ("read-stale-bytes", ReadStale),
        ("read-of-a-pipe-waits-for-all", () => new Mistake { GoOn = (m, r) => !IsPipeRead(m, r) || m.State.Files[m.State.Requests[r].File].Available >= m.Info(r).Nbytes }),
        ("read-of-nothing-waits", () => new Mistake { GoOn = (m, r) => !(IsPipeRead(m, r) && m.Info(r).Nbytes == 0) }),
        ("read-of-a-pipe-loses-a-byte", ReadOfPipeLoses),
        ("read-nonblocking-waits", () => new Mistake
        {
            GoOn = (m, r) => !(IsPipeRead(m, r) && m.Info(r).Description!.Nonblocking && m.Info(r).Nbytes > 0 && m.State.Files[m.State.Requests[r].File].Available == 0),
        }),
        ("count-beyond-aio-nbytes", () => After((m, r, n) => m.Info(r).Kind != RequestKind.Fsync && n > 0 ? m.Info(r).Nbytes + 1 : n)),
        ("write-count-too-small", () => After((m, r, n) => m.IsWrite(r) && m.IsRegular(r) && n > 1 ? n - 1 : n)),
        ("write-lost", () => Writes((m, r) => m.IsRegular(r) && !m.IsAppend(r), (m, r, before) => before)),
        ("write-shifted", () => Writes((m, r) => m.IsRegular(r) && !m.IsAppend(r), (m, r, before) => Put(before, m.Info(r).Block.Offset + 1, m, r))),
        ("write-gap-not-zero", WriteGap),
        ("write-to-a-broken-pipe-succeeds", () => Instead(Errno.EPIPE, (m, r) => m.Info(r).Nbytes)),
        ("write-too-far-succeeds", () => Instead(Errno.EFBIG, (m, r) => m.Info(r).Nbytes, "SUB-05")),
        ("read-too-far-succeeds", () => Instead(Errno.EOVERFLOW, (_, _) => 0, "SUB-05")),
        ("negative-offset-succeeds", () => Instead(Errno.EINVAL, (m, r) => m.Info(r).Block.Offset < 0 ? 0 : null, "SUB-05")),
        ("append-overlaps", () => Writes((m, r) => m.IsAppend(r), (m, r, before) => Put(before, Math.Max(0, before.Length - 1), m, r))),
        ("append-lost", () => Writes((m, r) => m.IsAppend(r), (m, r, before) => before)),
        ("append-at-aio-offset", () => Writes((m, r) => m.IsAppend(r), (m, r, before) => Put(before, m.Info(r).Block.Offset, m, r))),
        ("append-out-of-order", () => new Mistake { Without = ["APPEND-01"] }),
        ("priority-ignored", () => new Mistake { Without = ["PRIO-03", "PRIO-04"] }),
        ("sync-of-a-pipe-succeeds", () => Instead(Errno.EINVAL, (m, r) => m.Info(r).Kind == RequestKind.Fsync ? 0 : null, "SUB-05", "FSYNC-05")),
        ("close-hits-the-number", CloseHitsTheNumber),
        ("close-fails-what-is-outstanding", () => new Mistake { BeforeTransfer = FailWhereClosed }),
    ];

    private static bool IsPipeRead(Machine m, int r) => m.IsRead(r) && m.Info(r).Description is { Type: FileType.PipeReadEnd };

    /// <summary>Another count of a transfer that has succeeded.</summary>
    private static Mistake After(Func<Machine, int, long, long> count) =>
        new() { AfterTransfer = (m, r, n, e) => e == Errno.None ? (count(m, r, n), e) : (n, e) };

    private static Mistake Reads(Func<Machine, int, long, long> count) => After((m, r, n) => m.IsRead(r) ? count(m, r, n) : n);

    /// <summary>Success with this count instead of an error; null is the error.</summary>
    private static Mistake Instead(Errno error, Func<Machine, int, long?> count, params string[] without) => new()
    {
        Without = without,
        AfterTransfer = (m, r, n, e) => e == error && count(m, r) is { } result ? (result, Errno.None) : (n, e),
    };

    private static Mistake Bytes(Func<Data, Data> other) => new()
    {
        AfterTransfer = (m, r, n, e) =>
        {
            ref var slot = ref m.State.Requests[r];
            if (slot.Bytes is { Length: > 0 } bytes) slot.Bytes = other(bytes);
            return (n, e);
        },
    };

    /// <summary>Another content of the file than that before the write with the write.</summary>
    private static Mistake Writes(Func<Machine, int, bool> which, Func<Machine, int, Extents, Extents> content)
    {
        var before = Extents.Empty;
        return new Mistake
        {
            BeforeTransfer = (m, r) => before = m.State.Requests[r].File >= 0 ? m.State.ContentOf(m.State.Requests[r].File) : before,
            AfterTransfer = (m, r, n, e) =>
            {
                if (e == Errno.None && n > 0 && m.IsWrite(r) && which(m, r)) m.State.Files[m.State.Requests[r].File].Content = content(m, r, before);
                return (n, e);
            },
        };
    }

    private static Extents Put(Extents content, long offset, Machine m, int r) =>
        content.Write(Math.Max(0, offset), m.Info(r).Block.Buf!.Slice(0, m.Info(r).Nbytes));

    private static Mistake ReadAtFileOffset() => new()
    {
        AfterTransfer = (m, r, n, e) =>
        {
            ref var slot = ref m.State.Requests[r];
            if (e != Errno.None || !m.IsRead(r) || !m.IsRegular(r) || slot.Description < 0) return (n, e);
            slot.Bytes = m.ReadAt(slot.File, m.State.Descriptions[slot.Description].Offset, m.Info(r).Nbytes);
            return (slot.Bytes.Length, e);
        },
    };

    private static Mistake ReadPastMaximum() => new()
    {
        AfterTransfer = (m, r, n, e) =>
        {
            ref var slot = ref m.State.Requests[r];
            if (e != Errno.None || !m.IsRead(r) || m.Info(r) is not { UsesOffset: true, Block.Offset: >= 0 } info) return (n, e);
            slot.Bytes = m.ReadAt(slot.File, info.Block.Offset, info.Nbytes);
            return (slot.Bytes.Length, e);
        },
    };

    private static Mistake ReadStale()
    {
        var atStart = new Dictionary<int, Extents>();
        return new Mistake
        {
            BeforeTransfer = (m, r) => atStart.TryAdd(m.State.Requests[r].File, m.State.Requests[r].File < 0 ? Extents.Empty : m.State.ContentOf(m.State.Requests[r].File)),
            AfterTransfer = (m, r, n, e) =>
            {
                ref var slot = ref m.State.Requests[r];
                if (e == Errno.None && m.IsRead(r) && m.IsRegular(r) && atStart[slot.File].Length >= m.Info(r).Block.Offset + n)
                {
                    slot.Bytes = atStart[slot.File].Read(m.Info(r).Block.Offset, n);
                }

                return (n, e);
            },
        };
    }

    private static Mistake ReadOfPipeLoses() => new()
    {
        AfterTransfer = (m, r, n, e) =>
        {
            ref var slot = ref m.State.Requests[r];
            if (e != Errno.None || !IsPipeRead(m, r) || slot.Bytes is not { Length: > 1 } bytes) return (n, e);
            slot.Bytes = bytes.Slice(1, bytes.Length - 1);
            return (n - 1, e);
        },
    };

    private static Mistake WriteGap() => Writes(
        (m, r) => m.IsRegular(r) && !m.IsAppend(r),
        (m, r, before) =>
        {
            var gap = m.Info(r).Block.Offset - before.Length;
            var filled = gap is > 0 and < 1_000_000 ? before.Write(before.Length, Data.Fill(0xFF, gap)) : before;
            return Put(filled, m.Info(r).Block.Offset, m, r);
        });

    private static void FailWhereClosed(Machine m, int r)
    {
        ref var slot = ref m.State.Requests[r];
        if (m.IsClosed(r)) slot.Treatment = slot.Treatment with { Fault = Errno.EBADF };
    }

    private static Mistake CloseHitsTheNumber()
    {
        var before = Extents.Empty;
        return new Mistake
        {
            BeforeTransfer = (m, r) => before = m.State.Requests[r].File >= 0 ? m.State.ContentOf(m.State.Requests[r].File) : before,
            AfterTransfer = (m, r, n, e) =>
            {
                var number = m.State.DescriptionOf(m.Info(r).Block.Fildes.Number);
                if (e != Errno.None || n <= 0 || !m.IsWrite(r) || !m.IsRegular(r) || !m.IsClosed(r) || number < 0) return (n, e);
                var other = m.State.Descriptions[number].Info!;
                if (other.Type != FileType.Regular) return (n, e);
                m.State.Files[m.State.Requests[r].File].Content = before;
                m.State.Files[other.File].Content = Put(m.State.ContentOf(other.File), m.Info(r).Block.Offset, m, r);
                return (n, e);
            },
        };
    }
}
