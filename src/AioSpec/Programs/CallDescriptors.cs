using System.Collections.Immutable;

namespace AioSpec.Programs;

/// <summary>Where a call names descriptors.</summary>
public static class CallDescriptors
{
    /// <summary>The descriptors of a call, in order.</summary>
    public static IReadOnlyList<Fd> Of(Call call)
    {
        var found = new List<Fd>();
        Replace(call, fd =>
        {
            found.Add(fd);
            return fd;
        });
        return found;
    }

    /// <summary>The call with other descriptors.</summary>
    public static Call Replace(Call call, Func<Fd, Fd> by) => call switch
    {
        AioRead c => c with { Block = Replace(c.Block, by) },
        AioWrite c => c with { Block = Replace(c.Block, by) },
        AioFsync c => c with { Block = Replace(c.Block, by) },
        LioListio c => c with { List = [.. c.List.Select(e => e is null ? null : e with { Block = Replace(e.Block, by) })] },
        AioCancel c => c with { Fildes = by(c.Fildes) },
        Close c => c with { Fildes = by(c.Fildes) },
        Dup c => c with { Fildes = by(c.Fildes) },
        Dup2 c => new Dup2(by(c.Fildes), by(c.Fildes2)),
        Shutdown c => c with { Fildes = by(c.Fildes) },
        Lseek c => c with { Fildes = by(c.Fildes) },
        Ftruncate c => c with { Fildes = by(c.Fildes) },
        Read c => c with { Fildes = by(c.Fildes) },
        Write c => c with { Fildes = by(c.Fildes) },
        Pread c => c with { Fildes = by(c.Fildes) },
        Pwrite c => c with { Fildes = by(c.Fildes) },
        Fsync c => c with { Fildes = by(c.Fildes) },
        Fpathconf c => c with { Fildes = by(c.Fildes) },
        _ => call,
    };

    /// <summary>The control blocks that a call submits, NULL elements and LIO_NOP left out.</summary>
    public static ImmutableArray<string> Submitted(Call call) => call switch
    {
        AioRead c => [c.Cb],
        AioWrite c => [c.Cb],
        AioFsync c => [c.Cb],
        LioListio c => [.. c.List.Where(e => e is not null && e.Block.LioOpcode != LioOpcode.LIO_NOP).Select(e => e!.Cb)],
        _ => [],
    };

    private static ControlBlock Replace(ControlBlock block, Func<Fd, Fd> by) =>
        by(block.Fildes) is var fd && fd == block.Fildes ? block : block with { Fildes = fd };
}
