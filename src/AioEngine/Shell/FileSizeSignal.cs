using AioEngine.Interop;

namespace AioEngine.Shell;

/// <summary>
/// A write past RLIMIT_FSIZE is EFBIG, and SIGXFSZ to the thread that submitted it, whose default action ends the process.
/// Where the program has not decided otherwise the signal is ignored, as the runtime does with SIGPIPE (SUB-20).
/// </summary>
internal static unsafe class FileSizeSignal
{
    private const int SIGXFSZ = 25;

    internal static void Ignore()
    {
        // struct sigaction begins with the handler: 0 is SIG_DFL, 1 is SIG_IGN.
        var action = stackalloc nint[32];
        new Span<nint>(action, 32).Clear();
        if (Libc.Sigaction(SIGXFSZ, null, action) != 0 || action[0] != 0) return;
        action[0] = 1;
        _ = Libc.Sigaction(SIGXFSZ, action, null);
    }
}
