using System.Runtime.InteropServices;
using AioEngine.Interop;
using AioSpec;

namespace AioEngine.Backends;

/// <summary>An io_uring: its two rings in shared memory, and the system calls on it. It decides nothing.</summary>
internal sealed unsafe class Ring : IDisposable
{
    private const uint SetupPolled = 1 << 1;
    private const uint SetupPolledBy = 1 << 2;
    private const uint SetupCqSize = 1 << 3;
    private const uint SetupClamp = 1 << 4;
    private const uint SetupSubmitAll = 1 << 7;
    private const uint FeatureSingleMmap = 1 << 0;
    private const uint FeatureNoDrop = 1 << 1;
    private const uint FeatureCurrentPosition = 1 << 3;
    private const uint FeatureFastPoll = 1 << 5;
    private const uint FeatureExtendedArgument = 1 << 8;
    private const uint Needed = FeatureSingleMmap | FeatureNoDrop | FeatureCurrentPosition | FeatureFastPoll | FeatureExtendedArgument;

    private const uint EnterGetEvents = 1;
    private const uint EnterWakeUp = 2;
    private const uint EnterExtendedArgument = 8;
    private const uint NeedWakeUp = 1;
    private const uint CqOverflow = 2;

    private readonly int _fd;
    private readonly Mapping _rings;
    private readonly Mapping _entriesMemory;
    private readonly SubmissionEntry* _entries;
    private readonly uint* _sqHead;
    private readonly uint* _sqTail;
    private readonly uint* _sqFlags;
    private readonly uint _sqMask;
    private readonly uint* _cqHead;
    private readonly uint* _cqTail;
    private readonly uint _cqMask;
    private readonly CompletionEntry* _completions;
    private uint _tail;

    private Ring(int fd, in Parameters parameters)
    {
        _fd = fd;
        var length = Math.Max(
            parameters.SqArray + (parameters.SqEntries * sizeof(uint)),
            parameters.Completions + (parameters.CqEntries * (uint)sizeof(CompletionEntry)));
        _rings = new Mapping(fd, length, 0);
        _entriesMemory = new Mapping(fd, parameters.SqEntries * (uint)sizeof(SubmissionEntry), 0x10000000);
        _entries = (SubmissionEntry*)_entriesMemory.Address;

        var at = (byte*)_rings.Address;
        _sqHead = (uint*)(at + parameters.SqHead);
        _sqTail = (uint*)(at + parameters.SqTail);
        _sqFlags = (uint*)(at + parameters.SqFlags);
        _sqMask = *(uint*)(at + parameters.SqMask);
        _cqHead = (uint*)(at + parameters.CqHead);
        _cqTail = (uint*)(at + parameters.CqTail);
        _cqMask = *(uint*)(at + parameters.CqMask);
        _completions = (CompletionEntry*)(at + parameters.Completions);
        var array = (uint*)(at + parameters.SqArray);
        for (uint i = 0; i <= _sqMask; i++) array[i] = i;
    }

    /// <summary>A ring, or the reason why there is none: EPERM or ENOSYS where the system refuses them.</summary>
    /// <param name="entries">How many submissions it holds.</param>
    /// <param name="completions">How many completions it holds.</param>
    /// <param name="refusal">The reason.</param>
    /// <param name="polledFor">Not 0: a thread of the kernel takes the entries by itself, and sleeps after so many milliseconds without any.</param>
    /// <param name="processor">The processor of that thread; -1: any.</param>
    internal static Ring? TryCreate(uint entries, uint completions, out Errno refusal, uint polledFor = 0, int processor = -1)
    {
        var parameters = new Parameters { CqEntries = completions, IdleMilliseconds = polledFor, Processor = (uint)Math.Max(0, processor) };
        var flags = SetupCqSize | SetupClamp | (polledFor > 0 ? SetupPolled : 0) | (processor >= 0 ? SetupPolledBy : 0);
        var fd = Setup(entries, flags | SetupSubmitAll, ref parameters);
        if (fd == -(int)Errno.EINVAL) fd = Setup(entries, flags, ref parameters);
        refusal = fd < 0 ? (Errno)(-fd) : Errno.None;
        if (fd < 0) return null;
        if ((parameters.Features & Needed) == Needed) return new Ring(fd, parameters);
        _ = Libc.Close(fd);
        refusal = Errno.ENOSYS;
        return null;
    }

    /// <summary>The next free submission entry, or null: the ring is full and has to be entered first.</summary>
    internal SubmissionEntry* NextEntry() =>
        _tail - Volatile.Read(ref *_sqHead) > _sqMask ? null : _entries + (_tail & _sqMask);

    /// <summary>Hands the entry over: what it holds must be visible before the tail is.</summary>
    internal void Advance() => Volatile.Write(ref *_sqTail, ++_tail);

    /// <summary>How many entries the kernel has not taken yet.</summary>
    internal uint Unsubmitted => Volatile.Read(ref *_sqTail) - Volatile.Read(ref *_sqHead);

    /// <summary>Whether a completion can be taken, or lies with the kernel because the ring had no room.</summary>
    internal bool HasCompletions => *_cqHead != Volatile.Read(ref *_cqTail) || (Volatile.Read(ref *_sqFlags) & CqOverflow) != 0;

    internal bool TryPeek(out ulong data, out int result)
    {
        var head = *_cqHead;
        if (head == Volatile.Read(ref *_cqTail))
        {
            // A full ring loses nothing: the kernel keeps the rest, and gives it when it is entered.
            if ((Volatile.Read(ref *_sqFlags) & CqOverflow) != 0) Enter(0, 0, EnterGetEvents);
            if (head == Volatile.Read(ref *_cqTail))
            {
                (data, result) = (0, 0);
                return false;
            }
        }

        var entry = _completions + (head & _cqMask);
        (data, result) = (entry->Data, entry->Result);
        return true;
    }

    /// <summary>Gives the peeked entry back: it must have been read before the head moves.</summary>
    internal void Consume() => Volatile.Write(ref *_cqHead, *_cqHead + 1);

    /// <summary>Has the kernel take all entries.</summary>
    internal void Submit()
    {
        for (var count = Unsubmitted; count > 0; count = Unsubmitted)
        {
            var taken = Enter(count, 0, 0);
            if (taken >= 0 || taken == -(int)Errno.EINTR) continue;
            if (taken is not (-(int)Errno.EAGAIN or -(int)Errno.EBUSY or -(int)Errno.ENOMEM)) throw new InvalidOperationException($"io_uring_enter: {(Errno)(-taken)}.");

            // Out of memory for a moment, or completions wait for room that only the kernel's next flush makes.
            Enter(0, 0, EnterGetEvents);
            Thread.Yield();
        }
    }

    /// <summary>Has the kernel take all entries and waits for so many completions, in one system call where nothing is in the way.</summary>
    internal void SubmitAndWait(uint completions)
    {
        Enter(Unsubmitted, completions, EnterGetEvents);
        Submit();
    }

    /// <summary>Whether the kernel's thread of a polled ring sleeps.</summary>
    internal bool IsAsleep => (Volatile.Read(ref *_sqFlags) & NeedWakeUp) != 0;

    /// <summary>Wakes the kernel's thread of a polled ring, where it has gone to sleep before it could see what was handed over: the one writes and then looks, and so does the other.</summary>
    internal void WakeIfAsleep()
    {
        Interlocked.MemoryBarrier();
        if (IsAsleep) Enter(0, 0, EnterWakeUp);
    }

    /// <summary>Waits for so many completions, an interruption, or the end of the time.</summary>
    internal void Wait(int completions, long nanoseconds)
    {
        var time = stackalloc long[2];
        var argument = new EnterArgument();
        if (nanoseconds >= 0)
        {
            (time[0], time[1]) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
            argument.Time = (ulong)time;
        }

        _ = Libc.Syscall(
            Numbers.IoUringEnter, _fd, 0, completions, (nint)(EnterGetEvents | EnterExtendedArgument), (nint)(&argument), sizeof(EnterArgument));
    }

    internal int Register(uint operation, void* argument, uint count)
    {
        var result = (int)Libc.Syscall(Numbers.IoUringRegister, _fd, (nint)operation, (nint)argument, (nint)count, 0, 0);
        return result < 0 ? -Libc.LastErrno : result;
    }

    public void Dispose()
    {
        _entriesMemory.LetGo();
        _rings.LetGo();
        _ = Libc.Close(_fd);
    }

    private static int Setup(uint entries, uint flags, ref Parameters parameters)
    {
        parameters.Flags = flags;
        fixed (Parameters* pointer = &parameters)
        {
            var fd = (int)Libc.Syscall(Numbers.IoUringSetup, (nint)entries, (nint)pointer, 0, 0, 0, 0);
            return fd < 0 ? -Libc.LastErrno : fd;
        }
    }

    private int Enter(uint submit, uint wait, uint flags)
    {
        var result = (int)Libc.Syscall(Numbers.IoUringEnter, _fd, (nint)submit, (nint)wait, (nint)flags, 0, 0);
        return result < 0 ? -Libc.LastErrno : result;
    }

    /// <summary><c>struct io_uring_params</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 120)]
    private struct Parameters
    {
        [FieldOffset(0)] internal uint SqEntries;
        [FieldOffset(4)] internal uint CqEntries;
        [FieldOffset(8)] internal uint Flags;
        [FieldOffset(12)] internal uint Processor;
        [FieldOffset(16)] internal uint IdleMilliseconds;
        [FieldOffset(20)] internal uint Features;
        [FieldOffset(40)] internal uint SqHead;
        [FieldOffset(44)] internal uint SqTail;
        [FieldOffset(48)] internal uint SqMask;
        [FieldOffset(56)] internal uint SqFlags;
        [FieldOffset(64)] internal uint SqArray;
        [FieldOffset(80)] internal uint CqHead;
        [FieldOffset(84)] internal uint CqTail;
        [FieldOffset(88)] internal uint CqMask;
        [FieldOffset(100)] internal uint Completions;
    }

    /// <summary><c>struct io_uring_getevents_arg</c>.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct EnterArgument
    {
        internal ulong SignalMask;
        internal uint SignalMaskSize;
        internal uint Pad;
        internal ulong Time;
    }

    /// <summary><c>struct io_uring_cqe</c>.</summary>
    private readonly struct CompletionEntry(ulong data, int result, uint flags)
    {
        internal readonly ulong Data = data;
        internal readonly int Result = result;
        internal readonly uint Flags = flags;
    }
}

/// <summary><c>struct io_uring_sqe</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct SubmissionEntry
{
    internal byte Operation;
    internal byte Flags;
    internal ushort Priority;
    internal int Fd;
    internal ulong Offset;
    internal ulong Address;
    internal uint Length;
    internal uint OperationFlags;
    internal ulong Data;
    internal ushort BufferIndex;
    internal ushort Personality;
    internal uint FileIndex;
    internal ulong Address3;
    internal ulong Pad;
}
