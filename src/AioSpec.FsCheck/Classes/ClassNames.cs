namespace AioSpec.FsCheck.Classes;

/// <summary>The names of the classes, by dimension.</summary>
internal static class ClassNames
{
    public static readonly string[] Descriptors =
    [
        "fd:regular", "fd:append", "fd:sync", "fd:dsync", "fd:read-only", "fd:write-only", "fd:directory", "fd:character", "fd:pipe-read",
        "fd:pipe-write", "fd:pipe-nonblock", "fd:pipe-small", "fd:bad-number", "fd:closed", "fd:dup", "fd:offset-maximum",
        "fd:null-device", "fd:zero-device", "fd:full-device", "fd:socket",
    ];

    public static readonly string[] Offsets =
        ["offset:0", "offset:inside", "offset:at-EOF", "offset:past-EOF", "offset:sparse", "offset:negative", "offset:at-maximum"];

    public static readonly string[] Sizes = ["size:0", "size:1", "size:small", "size:PIPE_BUF", "size:page", "size:crosses-EOF", "size:large"];

    public static readonly string[] Notifications =
    [
        "notify:none", "notify:signal", "notify:real-time-signal", "notify:thread", "notify:thread-of-its-own", "notify:pointer",
        "notify:THREAD_ID", "notify:odd-kind", "notify:odd-signal",
    ];

    public static readonly string[] ListNotifications =
        ["sig:NULL", "sig:none", "sig:signal", "sig:thread", "sig:THREAD_ID", "sig:odd-kind", "sig:odd-signal", "sig:reused"];

    public static readonly string[] Modes = ["LIO_WAIT", "LIO_NOWAIT"];

    public static readonly string[] Shapes =
    [
        "list:empty", "list:NULL-element", "list:NOP", "list:invalid-opcode", "list:bad-descriptor", "list:one", "list:many", "list:nothing-to-do",
        "list:over-AIO_LISTIO_MAX",
    ];

    public static readonly string[] CancelTargets = ["cancel:request", "cancel:descriptor", "cancel:bad-descriptor"];

    public static readonly string[] Moments = ["moment:at-once", "moment:after-a-sleep", "moment:when-complete", "moment:by-another-body"];

    public static readonly string[] SuspendLists = ["suspend:none", "suspend:one", "suspend:many", "suspend:NULL-entry", "suspend:twice-the-same", "suspend:another's"];

    public static readonly string[] Timeouts = ["timeout:none", "timeout:0", "timeout:short", "timeout:long", "timeout:invalid"];

    public static readonly string[] Profile =
    [
        "profile:ErrorsByCall", "profile:CancelsRunning", "profile:CancelsQueued", "profile:EinvalAfterReturn", "profile:AppendsInOrder",
        "profile:CloseCancels", "profile:Prioritized", "profile:ListReportsElements", "profile:NotifiesEmptyList",
    ];

    public static readonly string[] Faults = ["fault:EIO", "fault:ENOSPC", "fault:EDQUOT", "fault:EAGAIN", "fault:short", "fault:stall", "fault:latency"];

    /// <summary>What no program can or may be.</summary>
    public static readonly string[] Impossible =
    [
        "suspend:none × timeout:none",
        "fault:ENOSPC × any", "fault:ENOSPC × read", "fault:EDQUOT × any", "fault:EDQUOT × read",
        "fault:short × any", "fault:short × fsync",
    ];

    public static readonly string[] Single =
    [
        "threads:1", "threads:2", "threads:3", "threads:4",
        "fsync:O_SYNC", "fsync:O_DSYNC", "fsync:bad-operation", "fsync:ignored-members", "size:more-than-SSIZE_MAX", "mode:invalid",
        "reqprio:0", "reqprio:in-range", "reqprio:out-of-range", "garbage", "lfs64", "opcode:ignored",
        "block:reused", "block:reused-after-rejection", "block:resubmitted-in-notification", "block:freed", "block:poisoned", "block:looked-at",
        "return:twice", "return:in-handler", "return:in-notification", "return:by-another-body", "error:after-return", "error:in-handler", "suspend:in-handler",
        "signal:caught", "signal:caught-with-SA_RESTART", "signal:without-SA_SIGINFO", "signal:ignored", "signal:handler-with-body",
        "signal:blocked", "signal:all-blocked", "signal:unblocked", "signal:kill", "signal:sigqueue", "signal:sigtimedwait",
        "close:with-requests", "dup2:with-requests", "close:bad-number", "open:meanwhile",
        "gate:awaited", "flag:looked-at", "sync:read", "sync:write", "sync:pread", "sync:pwrite", "sync:fsync", "sync:ftruncate", "sync:lseek",
        "end:pthread_exit", "end:pthread_cancel", "end:exit", "end:exec", "ask:sysconf", "ask:fpathconf", "ask:sched_getparam", "clock:step", "aio_init",
        "latency:Fixed", "latency:Uniform", "latency:Exponential", "latency:LogNormal", "latency:Percentiles",
        "queue-depth:all", "queue-depth:1", "queue-depth:more", "device:reorders", "device:instant",
        "aim:file", "aim:range", "aim:nth", "aim:probability",
        "limit:AIO_MAX", "limit:AIO_LISTIO_MAX", "limit:none", "option:PIO", "option:TPS", "may:exhaust", "may:transfer-short", "may:crash", "PIPE_BUF:small",
        "crash:Time", "crash:Transfers", "crash:Any",
        "file:empty", "file:small", "file:large", "file:new",
    ];
}
