using System.Runtime.InteropServices;

namespace AioCli.Machines;

/// <summary>The C library.</summary>
internal static unsafe partial class Libc
{
    /// <summary>The number of io_uring_setup, the same on all architectures that number new system calls alike.</summary>
    private const nint IoUringSetup = 425;

    /// <summary>
    /// The errno of io_uring_setup without parameters. The kernel looks first whether the process may make a ring (EPERM,
    /// ENOSYS) and then at the parameters (EFAULT), so that none is made.
    /// </summary>
    public static int? IoUringSetupErrno()
    {
        try
        {
            return SystemCall(IoUringSetup, 1, null) == -1 ? Marshal.GetLastPInvokeError() : 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint entries, void* parameters);
}
