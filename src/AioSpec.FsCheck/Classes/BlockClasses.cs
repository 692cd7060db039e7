using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Classes;

/// <summary>The classes of one submission.</summary>
internal static class BlockClasses
{
    private const long Sparse = 1L << 20;
    private const long Page = 4096;
    private const long Small = 512;

    /// <summary>The classes of an open descriptor.</summary>
    public static IEnumerable<string> Of(DescriptorInfo info)
    {
        yield return info.Kind switch
        {
            DescriptorKind.Directory => "fd:directory",
            DescriptorKind.Character => "fd:character",
            DescriptorKind.PipeRead => "fd:pipe-read",
            DescriptorKind.PipeWrite => "fd:pipe-write",
            DescriptorKind.NullDevice => "fd:null-device",
            DescriptorKind.ZeroDevice => "fd:zero-device",
            DescriptorKind.FullDevice => "fd:full-device",
            DescriptorKind.Socket => "fd:socket",
            _ when info.Appends => "fd:append",
            _ when info.Flags.HasFlag(OpenFlags.O_SYNC) => "fd:sync",
            _ when info.Flags.HasFlag(OpenFlags.O_DSYNC) => "fd:dsync",
            _ when !info.CanWrite => "fd:read-only",
            _ when !info.CanRead => "fd:write-only",
            _ => "fd:regular",
        };
        if (info.IsPipe && info.Nonblocking) yield return "fd:pipe-nonblock";
        if (info.IsPipe && info.Capacity is > 0 and <= 8192) yield return "fd:pipe-small";
        if (info.OffsetMaximum is not null) yield return "fd:offset-maximum";
    }

    public static void Collect(Call call, ControlBlock block, IReadOnlyList<string> descriptor, ProgramFacts facts, ISet<string> reached)
    {
        // An invalid opcode is a class of the list.
        if (call is LioListio && block.LioOpcode is not (LioOpcode.LIO_READ or LioOpcode.LIO_WRITE)) return;
        var operation = call switch
        {
            AioRead => "read",
            AioWrite => "write",
            AioFsync => "fsync",
            _ => block.LioOpcode.ToString(),
        };
        foreach (var fd in descriptor) reached.Add(ProgramClasses.Pair(operation, fd));
        foreach (var notification in Notification(block.SigEvent)) reached.Add(ProgramClasses.Pair(operation, notification));
        if (block.Garbage) reached.Add("garbage");
        if (call is AioFsync fsync) Sync(fsync, reached);
        else Transfer(call, operation, block, facts, reached);
    }

    private static void Transfer(Call call, string operation, ControlBlock block, ProgramFacts facts, ISet<string> reached)
    {
        var info = block.Fildes.Name is { } name ? facts.Descriptors.GetValueOrDefault(name) : null;
        var end = info is { Kind: DescriptorKind.Regular, Path: { } path } && facts.Files.TryGetValue(path, out var file) ? file.Content.Length : -1;
        reached.Add(ProgramClasses.Pair(operation, Offset(block.Offset, end, info)));
        foreach (var size in Size(block, end, facts.Declared)) reached.Add(ProgramClasses.Pair(operation, size));
        if (block.Nbytes > long.MaxValue) reached.Add("size:more-than-SSIZE_MAX");
        reached.Add(block.Reqprio == 0 ? "reqprio:0" : block.Reqprio < 0 || block.Reqprio > facts.Declared.PrioDeltaMax ? "reqprio:out-of-range" : "reqprio:in-range");
        if ((call is AioRead && block.LioOpcode != LioOpcode.LIO_READ) || (call is AioWrite && block.LioOpcode != LioOpcode.LIO_WRITE)) reached.Add("opcode:ignored");
    }

    private static void Sync(AioFsync fsync, ISet<string> reached)
    {
        reached.Add(fsync.Operation switch
        {
            SyncOperation.O_SYNC => "fsync:O_SYNC",
            SyncOperation.O_DSYNC => "fsync:O_DSYNC",
            _ => "fsync:bad-operation",
        });
        if (fsync.Block is { Offset: < 0 } or { Reqprio: < 0 }) reached.Add("fsync:ignored-members");
    }

    private static string Offset(long offset, long end, DescriptorInfo? info)
    {
        if (offset < 0) return "offset:negative";
        if (offset >= (info?.OffsetMaximum ?? long.MaxValue) - Page) return "offset:at-maximum";
        if (offset >= Sparse) return "offset:sparse";
        if (offset == 0) return "offset:0";
        return offset < end ? "offset:inside" : offset == end ? "offset:at-EOF" : "offset:past-EOF";
    }

    private static IEnumerable<string> Size(ControlBlock block, long end, Declaration declared)
    {
        var nbytes = (long)Math.Min(block.Nbytes, long.MaxValue);
        if (nbytes == declared.PipeBuf) yield return "size:PIPE_BUF";
        yield return nbytes switch
        {
            0 => "size:0",
            1 => "size:1",
            <= Small => "size:small",
            Page => "size:page",
            _ => "size:large",
        };
        if (block.Offset >= 0 && block.Offset < end && nbytes > end - block.Offset) yield return "size:crosses-EOF";
    }

    private static IEnumerable<string> Notification(SigEvent sig)
    {
        if (sig.Value.Pointer is not null) yield return "notify:pointer";
        yield return sig.Notify switch
        {
            SigEventNotify.SIGEV_NONE => "notify:none",
            SigEventNotify.SIGEV_SIGNAL => !sig.Signo.IsValid ? "notify:odd-signal" : sig.Signo.IsRealTime ? "notify:real-time-signal" : "notify:signal",
            SigEventNotify.SIGEV_THREAD => sig.Function == Generation.SigEvents.AnyFunction ? "notify:thread" : "notify:thread-of-its-own",
            SigEventNotify.SIGEV_THREAD_ID => "notify:THREAD_ID",
            _ => "notify:odd-kind",
        };
    }
}
