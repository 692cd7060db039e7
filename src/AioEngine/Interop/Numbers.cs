using System.Runtime.InteropServices;

namespace AioEngine.Interop;

/// <summary>Numbers of Linux: system calls, fcntl commands, flags, file types.</summary>
internal static class Numbers
{
    internal const int IoUringSetup = 425;
    internal const int IoUringEnter = 426;
    internal const int IoUringRegister = 427;

    internal const int F_GETFL = 3;
    internal const int F_DUPFD_CLOEXEC = 1030;

    internal const int O_ACCMODE = 3;
    internal const int O_WRONLY = 1;
    internal const int O_APPEND = 0x400;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_PATH = 0x200000;

    internal const int RWF_NOWAIT = 8;

    internal const int S_IFMT = 0xF000;
    internal const int S_IFSOCK = 0xC000;
    internal const int S_IFREG = 0x8000;
    internal const int S_IFBLK = 0x6000;
    internal const int S_IFDIR = 0x4000;
    internal const int S_IFIFO = 0x1000;

    /// <summary>The most that one system call transfers (read(2)).</summary>
    internal const uint MaxTransfer = 0x7ffff000;

    private static readonly bool s_arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    internal static int Statx { get; } = s_arm ? 291 : 332;

    internal static int Kcmp { get; } = s_arm ? 272 : 312;

    internal static int Preadv2 { get; } = s_arm ? 286 : 327;

    internal static int Pwritev2 { get; } = s_arm ? 287 : 328;

    internal static int O_DIRECT { get; } = s_arm ? 0x10000 : 0x4000;
}
