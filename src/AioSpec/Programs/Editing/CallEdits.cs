namespace AioSpec.Programs.Editing;

/// <summary>Simpler calls in the place of one.</summary>
internal static class CallEdits
{
    public static IEnumerable<Call> Of(Call call)
    {
        if (call.Lfs64) yield return call with { Lfs64 = false };
        foreach (var edit in Members(call)) yield return edit;
    }

    /// <summary>The call with one part less: an element of its list, a notification.</summary>
    public static IEnumerable<Call> Removals(Call call) => call switch
    {
        AioRead { Block: var block } read => WithoutNotification(block).Select(b => read with { Block = b }),
        AioWrite { Block: var block } write => WithoutNotification(block).Select(b => write with { Block = b }),
        AioFsync { Block: var block } fsync => WithoutNotification(block).Select(b => fsync with { Block = b }),
        LioListio list => Enumerable.Range(0, list.List.Length).Select(i => list with { List = list.List.RemoveAt(i) })
            .Concat(list.Sig is null ? [] : [list with { Sig = null, SigReusedFor = null }]),
        AioSuspend suspend => Enumerable.Range(0, suspend.List.Length).Select(i => suspend with { List = suspend.List.RemoveAt(i) }),
        _ => [],
    };

    private static IEnumerable<ControlBlock> WithoutNotification(ControlBlock block) =>
        block.SigEvent.Notify == SigEventNotify.SIGEV_NONE ? [] : [block with { SigEvent = SigEvent.None }];

    private static IEnumerable<Call> Members(Call call) => call switch
    {
        AioRead read => BlockEdits.Of(read.Block).Select(block => read with { Block = block }),
        AioWrite write => BlockEdits.Of(write.Block).Select(block => write with { Block = block }),
        AioFsync fsync => BlockEdits.Of(fsync.Block).Select(block => fsync with { Block = block }),
        LioListio list => List(list),
        AioSuspend suspend => Suspend(suspend),
        AioCancel { Cb: not null } cancel => [cancel with { Cb = null }],
        Sleep sleep => Rounder(sleep.Nanoseconds).Select(n => sleep with { Nanoseconds = n }),
        Open { OffsetMaximum: not null } open => [open with { OffsetMaximum = null }],
        Pipe { Capacity: not 0 } pipe => [pipe with { Capacity = 0 }],
        Pipe { Nonblock: true } pipe => [pipe with { Nonblock = false }],
        Socketpair { Capacity: not 0 } pair => [pair with { Capacity = 0 }],
        Socketpair { Nonblock: true } pair => [pair with { Nonblock = false }],
        Sigaction { Handler: not null } action => [action with { Handler = null }],
        Pread read => Rounder(read.Nbytes).Select(n => read with { Nbytes = n }).Concat(Rounder(read.Offset).Select(n => read with { Offset = n })),
        Pwrite write => Rounder(write.Bytes.Length).Select(n => write with { Bytes = write.Bytes.Slice(0, n) })
            .Concat(Rounder(write.Offset).Select(n => write with { Offset = n })),
        Write write => Rounder(write.Bytes.Length).Select(n => write with { Bytes = write.Bytes.Slice(0, n) }),
        Read read => Rounder(read.Nbytes).Select(n => read with { Nbytes = n }),
        Ftruncate truncate => Rounder(truncate.Length).Select(n => truncate with { Length = n }),
        Lseek seek => Rounder(seek.Offset).Select(n => seek with { Offset = n }),
        _ => [],
    };

    /// <summary>Numbers nearer to zero, round ones first.</summary>
    public static IEnumerable<long> Rounder(long number)
    {
        if (number == 0) yield break;
        yield return 0;
        if (number is 1 or long.MinValue) yield break;
        if (number < 0) yield return -1;
        if (number < 0) yield break;
        yield return 1;
        var power = 1L;
        while (power <= number / 10) power *= 10;
        if (power != number) yield return power;
        if (power > 10) yield return power / 10;
    }

    private static IEnumerable<Call> List(LioListio list)
    {
        for (var i = list.List.Length - 1; i >= 0; i--) yield return list with { List = list.List.RemoveAt(i) };
        for (var i = 0; i < list.List.Length; i++)
        {
            if (list.List[i] is not { } element) continue;
            foreach (var block in BlockEdits.Of(element.Block)) yield return list with { List = list.List.SetItem(i, element with { Block = block }) };
        }

        if (list.SigReusedFor is not null) yield return list with { SigReusedFor = null };
        if (list.Sig is not null) yield return list with { Sig = null, SigReusedFor = null };
    }

    private static IEnumerable<Call> Suspend(AioSuspend suspend)
    {
        for (var i = suspend.List.Length - 1; i >= 0; i--) yield return suspend with { List = suspend.List.RemoveAt(i) };
        if (suspend.Timeout is not { IsValid: true } timeout) yield break;
        foreach (var rounder in Rounder(timeout.TotalNanoseconds)) yield return suspend with { Timeout = Timespec.FromNanoseconds(rounder) };
    }
}
