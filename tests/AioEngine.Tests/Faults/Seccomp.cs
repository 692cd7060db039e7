using System.Runtime.InteropServices;
using AioSpec;

namespace AioEngine.Tests.Faults;

/// <summary>A seccomp filter of a thread, and of those that it starts: a system call fails before the kernel has begun with it.</summary>
internal static unsafe partial class Seccomp
{
    /// <summary>The descriptors that the engine makes for itself begin here; what the runtime reads and writes lies below.</summary>
    private const ulong Held = 4096;

    private static readonly bool s_arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    internal static int IoUringSetup => 425;

    internal static int EpollCreate => s_arm ? 20 : 291;

    internal static int Pread => s_arm ? 67 : 17;

    internal static int Pwrite => s_arm ? 68 : 18;

    internal static int Fsync => s_arm ? 82 : 74;

    internal static int Fdatasync => s_arm ? 83 : 75;

    /// <summary>Preadv2, by which the engine tries whether a read needs no waiting.</summary>
    internal static int Preadv2 => s_arm ? 286 : 327;

    /// <summary>On the calling thread these calls fail from now on; of descriptors that the engine holds, if they are calls on descriptors.</summary>
    internal static void Refuse(bool ofHeldDescriptors, params (int Call, Errno Error)[] calls)
    {
        const int PR_SET_NO_NEW_PRIVS = 38, PR_SET_SECCOMP = 22, SECCOMP_MODE_FILTER = 2;
        const ushort LoadWord = 0x20, JumpIfEqual = 0x15, JumpIfAtLeast = 0x35, Return = 0x06;
        const ulong Number = 0ul << 32, FirstArgument = 16ul << 32, Allow = 0x7fff0000ul << 32, Error = 0x00050000ul << 32;
        var lines = new List<ulong>();
        foreach (var (call, error) in calls)
        {
            lines.AddRange([LoadWord | Number, JumpIfEqual | ((ofHeldDescriptors ? 3ul : 1ul) << 24) | ((ulong)call << 32)]);
            if (ofHeldDescriptors) lines.AddRange([LoadWord | FirstArgument, JumpIfAtLeast | (1ul << 24) | (Held << 32)]);
            lines.Add(Return | Error | ((ulong)error << 32));
        }

        lines.Add(Return | Allow);
        var filter = lines.ToArray();
        fixed (ulong* pointer = filter)
        {
            var program = stackalloc nint[2];
            (program[0], program[1]) = (filter.Length, (nint)pointer);
            Assert.Equal(0, prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
            Assert.Equal(0, prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (nint)program, 0, 0));
        }
    }

    /// <summary>Runs on a thread of its own, which takes the filter with it when it ends.</summary>
    internal static void OnAThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    [LibraryImport("libc")]
    private static partial int prctl(int option, nint a, nint b, nint c, nint d);
}
