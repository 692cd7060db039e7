using System.Collections.Immutable;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <summary>The hash of a call with all its members, for the trace: not over any printed text.</summary>
internal static class CallHash
{
    public static ulong Of(Call call)
    {
        var hash = default(StableHash);
        hash.Add(call.GetType().Name);
        hash.Add(call.Lfs64);
        AddMembers(ref hash, call);
        return hash.Value;
    }

    /// <summary>Adds bytes as the runs they are told in.</summary>
    public static void Add(ref StableHash hash, Data? data)
    {
        if (data is null)
        {
            hash.Add(-1L);
            return;
        }

        hash.Add(data.Length);
        foreach (ref readonly var run in data.Runs)
        {
            hash.Add(((long)run.Kind << 56) + run.Length);
            if (run.Kind == RunKind.Literal) hash.Add(run.Bytes);
            else hash.Add(unchecked(((long)run.Value << 32) ^ run.Start));
        }
    }

    private static void AddMembers(ref StableHash hash, Call call)
    {
        switch (call)
        {
            case AioRead c: Add(ref hash, c.Cb, c.Block); break;
            case AioWrite c: Add(ref hash, c.Cb, c.Block); break;
            case AioFsync c: hash.Add((long)c.Operation); Add(ref hash, c.Cb, c.Block); break;
            case LioListio c: Add(ref hash, c); break;
            case AioError c: hash.Add(c.Cb); break;
            case AioReturn c: hash.Add(c.Cb); break;
            case AioSuspend c: Add(ref hash, c.List); Add(ref hash, c.Timeout); break;
            case AioCancel c: Add(ref hash, c.Fildes); Add(ref hash, c.Cb); break;
            case AioInitCall c: Add(ref hash, c.Hints.Threads, c.Hints.Num, c.Hints.IdleTime); break;
            case Look c: hash.Add(c.Cb); break;
            case Poison c: hash.Add(c.Cb); Add(ref hash, c.Bytes); break;
            case Free c: hash.Add(c.Cb); break;
            default: AddFile(ref hash, call); break;
        }
    }

    private static void AddFile(ref StableHash hash, Call call)
    {
        switch (call)
        {
            case Open c: hash.Add(c.Path); Add(ref hash, (long)c.Flags, c.OffsetMaximum ?? -1); break;
            case Close c: Add(ref hash, c.Fildes); break;
            case Dup c: Add(ref hash, c.Fildes); break;
            case Dup2 c: Add(ref hash, c.Fildes); Add(ref hash, c.Fildes2); break;
            case Pipe c: Add(ref hash, c.Nonblock ? 1 : 0, c.Capacity); break;
            case Socketpair c: Add(ref hash, c.Nonblock ? 1 : 0, c.Capacity); break;
            case Shutdown c: Add(ref hash, c.Fildes); break;
            case Lseek c: Add(ref hash, c.Fildes); hash.Add(c.Offset); break;
            case Ftruncate c: Add(ref hash, c.Fildes); hash.Add(c.Length); break;
            case Read c: Add(ref hash, c.Fildes); hash.Add(c.Nbytes); break;
            case Write c: Add(ref hash, c.Fildes); Add(ref hash, c.Bytes); break;
            case Pread c: Add(ref hash, c.Fildes); Add(ref hash, c.Nbytes, c.Offset); break;
            case Pwrite c: Add(ref hash, c.Fildes); Add(ref hash, c.Bytes); hash.Add(c.Offset); break;
            case Fsync c: Add(ref hash, c.Fildes); break;
            case Fpathconf c: Add(ref hash, c.Fildes); hash.Add(c.Name); break;
            case Sysconf c: hash.Add(c.Name); break;
            default: AddProcess(ref hash, call); break;
        }
    }

    private static void AddProcess(ref StableHash hash, Call call)
    {
        switch (call)
        {
            case Sigaction c:
                Add(ref hash, c.Signo.Number, (long)c.Disposition, (c.Restart ? 1 : 0) | (c.Siginfo ? 2 : 0));
                Add(ref hash, c.Handler);
                break;
            case Sigmask c: hash.Add((long)c.Change); Add(ref hash, c.Set); break;
            case Kill c: hash.Add((long)c.Signo.Number); break;
            case Sigqueue c: hash.Add((long)c.Signo.Number); Add(ref hash, c.Value); break;
            case Sigwait c: Add(ref hash, c.Set); Add(ref hash, c.Timeout); break;
            case Sleep c: hash.Add(c.Nanoseconds); break;
            case OpenGate c: hash.Add(c.Gate); break;
            case AwaitGate c: hash.Add(c.Gate); break;
            case PthreadCancel c: hash.Add(c.Thread); break;
            case Exit c: hash.Add((long)c.Status); break;
            case Setrlimit c: hash.Add((long)c.Resource); hash.Add(c.Limit); break;
            case ClockStep c: hash.Add(c.Nanoseconds); break;
            default: Invariant.Holds(call is SchedGetparam or PthreadExit or Siglongjmp or Fork or Exec, $"{call.GetType().Name} has no members"); break;
        }
    }

    private static void Add(ref StableHash hash, string cb, ControlBlock block)
    {
        hash.Add(cb);
        Add(ref hash, block.Fildes);
        Add(ref hash, block.Offset, unchecked((long)block.Nbytes), block.Reqprio);
        Add(ref hash, (long)block.LioOpcode, block.Garbage ? 1 : 0);
        Add(ref hash, block.Buf);
        Add(ref hash, block.SigEvent);
    }

    private static void Add(ref StableHash hash, LioListio call)
    {
        Add(ref hash, (long)call.Mode, call.List.Length);
        foreach (var element in call.List)
        {
            hash.Add(element is not null);
            if (element is not null) Add(ref hash, element.Cb, element.Block);
        }

        hash.Add(call.Sig is not null);
        if (call.Sig is not null) Add(ref hash, call.Sig);
        hash.Add(call.SigReusedFor is not null);
        if (call.SigReusedFor is { } value) Add(ref hash, value);
    }

    private static void Add(ref StableHash hash, SigEvent sigevent)
    {
        Add(ref hash, (long)sigevent.Notify, sigevent.Signo.Number);
        Add(ref hash, sigevent.Value);
        Add(ref hash, sigevent.Function);
        Add(ref hash, sigevent.Attributes);
        Add(ref hash, sigevent.ThreadId);
    }

    public static void Add(ref StableHash hash, SigVal value)
    {
        hash.Add((long)value.Int);
        Add(ref hash, value.Pointer);
    }

    private static void Add(ref StableHash hash, Fd fd)
    {
        hash.Add((long)fd.Number);
        Add(ref hash, fd.Name);
    }

    private static void Add(ref StableHash hash, Timespec? timeout) =>
        Add(ref hash, timeout is null ? 0 : 1, timeout?.Seconds ?? 0, timeout?.Nanoseconds ?? 0);

    private static void Add(ref StableHash hash, ImmutableArray<string?> names)
    {
        hash.Add((long)names.Length);
        foreach (var name in names) Add(ref hash, name);
    }

    private static void Add(ref StableHash hash, ImmutableArray<Signo> set)
    {
        hash.Add((long)set.Length);
        foreach (var signo in set) hash.Add((long)signo.Number);
    }

    private static void Add(ref StableHash hash, string? text)
    {
        hash.Add(text is not null);
        if (text is not null) hash.Add(text);
    }

    private static void Add(ref StableHash hash, params ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers) hash.Add(number);
    }
}
