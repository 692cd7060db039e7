using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>What a program may do in a signal handler.</summary>
internal static class Signals
{
    /// <summary>Whether a call is async-signal-safe (2.4.3, THREAD-02) and cannot keep the handler for ever.</summary>
    public static bool IsSafeInHandler(Call call) => call switch
    {
        AioError or AioReturn or AioSuspend { Timeout: not null } => true,
        Look or OpenGate or Kill or Sigqueue or Sigmask or Sigaction or Lseek => true,
        Siglongjmp => true,
        _ => false,
    };
}
