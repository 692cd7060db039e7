using AioSpec.Programs;

namespace AioSpec.FsCheck.Classes;

/// <summary>The classes of the calls around the asynchronous ones.</summary>
internal static class OtherClasses
{
    public static string? Of(Call call) => call switch
    {
        Free => "block:freed",
        Poison => "block:poisoned",
        Look => "block:looked-at",
        Sigmask { Change: MaskChange.SIG_UNBLOCK } => "signal:unblocked",
        Sigmask { Set.IsEmpty: true } => "signal:all-blocked",
        Sigmask => "signal:blocked",
        Kill => "signal:kill",
        Sigqueue => "signal:sigqueue",
        Sigwait => "signal:sigtimedwait",
        Close { Fildes.Name: null } => "close:bad-number",
        AwaitGate => "gate:awaited",
        Read => "sync:read",
        Write => "sync:write",
        Pread => "sync:pread",
        Pwrite => "sync:pwrite",
        Fsync => "sync:fsync",
        Ftruncate => "sync:ftruncate",
        Lseek => "sync:lseek",
        PthreadExit => "end:pthread_exit",
        PthreadCancel => "end:pthread_cancel",
        Exit => "end:exit",
        Exec => "end:exec",
        Sysconf => "ask:sysconf",
        Fpathconf => "ask:fpathconf",
        SchedGetparam => "ask:sched_getparam",
        ClockStep => "clock:step",
        AioInitCall => "aio_init",
        Open open when open.Flags.HasFlag(OpenFlags.O_CREAT) => "file:new",
        _ => null,
    };

    public static void Collect(Sigaction action, ISet<string> reached)
    {
        if (action.Disposition == Disposition.Ignore) reached.Add("signal:ignored");
        if (action.Disposition != Disposition.Catch) return;
        reached.Add(action.Restart ? "signal:caught-with-SA_RESTART" : "signal:caught");
        if (!action.Siginfo) reached.Add("signal:without-SA_SIGINFO");
        if (action.Handler is not null) reached.Add("signal:handler-with-body");
    }
}
