using System.Globalization;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Conformance.Emission;

/// <content>One call: what it needs, the call itself, and what is kept of it.</content>
internal sealed partial class CCalls
{
    private IEnumerable<string> Perform(string body, Perform perform)
    {
        var number = NumberOf(CallKeys.Of(body, perform.Call)).ToString(CultureInfo.InvariantCulture);
        string[] into = [.. perform.Into.Select(v => CText.Name("fd", v))];
        return perform.Call switch
        {
            AioRead c => Submission(number, c.Cb, c.Block, $"aio_read(&{Cb(c.Cb)}->cb)"),
            AioWrite c => Submission(number, c.Cb, c.Block, $"aio_write(&{Cb(c.Cb)}->cb)"),
            AioFsync c => Submission(number, c.Cb, c.Block, $"aio_fsync({(Enum.IsDefined(c.Operation) ? c.Operation.ToString() : N((int)c.Operation))}, &{Cb(c.Cb)}->cb)"),
            LioListio c => List(number, c),
            AioError c => [$"begin({number});", $"int status = aio_error(&{Cb(c.Cb)}->cb);", $"end({number}, status);", $"if (status != -1) atomic_store(&{Cb(c.Cb)}->status, status);"],
            AioReturn c => [$"begin({number});", $"long count = aio_return(&{Cb(c.Cb)}->cb);", "int error = errno;",
                $"end_with({number}, count, error, count > 0 && (size_t)count <= {Cb(c.Cb)}->size ? hash_of({Cb(c.Cb)}->buf, (size_t)count) : 0);"],
            AioSuspend c => Suspend(number, c),
            AioCancel c => [$"begin({number});", $"int answer = aio_cancel({Fd(c.Fildes)}, {(c.Cb is null ? "NULL" : $"&{Cb(c.Cb)}->cb")});",
                $"end({number}, answer == AIO_CANCELED ? 0 : answer == AIO_NOTCANCELED ? 1 : answer == AIO_ALLDONE ? 2 : answer);"],
            Pipe c => Pipe(number, c, into),
            Socketpair c => Socketpair(number, c, into),
            Shutdown c => [$"begin({number});", $"end({number}, shutdown({Fd(c.Fildes)}, SHUT_WR));"],
            Sigaction c => Sigaction(number, c),
            Sigwait c => Sigwait(number, c),
            Sigmask c => ["sigset_t set;", .. Set(c.Set.Select(CText.Signal), all: c.Set.IsEmpty), $"pthread_sigmask({c.Change}, &set, NULL);"],
            OpenGate c => [$"atomic_store(&{CText.Name("gate", c.Gate)}, 1);"],
            AwaitGate c => [$"await(&{CText.Name("gate", c.Gate)});"],
            Sleep c => [$"pause_ns({N(c.Nanoseconds)}LL);"],
            Look c => [$"end_with({number}, 0, 0, hash_of({Cb(c.Cb)}->buf, {N(BufferOf(c.Cb, 1 << 26) - 16)}));"],
            Poison c => CText.Fill($"{Cb(c.Cb)}->buf", c.Bytes),
            Free c => [$"unblock({Cb(c.Cb)});"],
            PthreadCancel c => [$"begin({number});", $"end({number}, pthread_cancel({CText.Name("id", c.Thread)}));"],
            PthreadExit => ["pthread_exit(NULL);"],
            AioInitCall { Hints: var h } => ["#ifdef __GLIBC__", $"aio_init(&(struct aioinit){{ .aio_threads = {h.Threads}, .aio_num = {h.Num}, .aio_idle_time = {h.IdleTime} }});", "#endif"],
            Setrlimit c => ["struct rlimit limit;", $"begin({number});", $"getrlimit({c.Resource}, &limit);", $"limit.rlim_cur = (rlim_t){N(c.Limit)};", $"end({number}, setrlimit({c.Resource}, &limit));"],
            _ => Simple(number, perform.Call, into),
        };
    }

    private IEnumerable<string> Simple(string number, Call call, string[] into)
    {
        var expression = call switch
        {
            Open c => $"open({CText.Text(PathOf(c.Path))}, {OpenFlagsOf(c.Flags)}, 0600)",
            Close c => $"close({Fd(c.Fildes)})",
            Dup c => $"dup({Fd(c.Fildes)})",
            Dup2 c => $"dup2({Fd(c.Fildes)}, {Fd(c.Fildes2)})",
            Lseek c => $"lseek({Fd(c.Fildes)}, {N(c.Offset)}, SEEK_SET)",
            Ftruncate c => $"ftruncate({Fd(c.Fildes)}, {N(c.Length)})",
            Fsync c => $"fsync({Fd(c.Fildes)})",
            Sysconf c => $"sysconf({c.Name})",
            Fpathconf c => $"fpathconf({Fd(c.Fildes)}, {c.Name})",
            Kill c => $"kill(getpid(), {CText.Signal(c.Signo)})",
            Sigqueue c => $"sigqueue(getpid(), {CText.Signal(c.Signo)}, {Value(c.Value)})",
            SchedGetparam => "sched_getscheduler(0)",
            _ => null,
        };
        if (expression is not null)
        {
            yield return $"begin({number});";
            yield return $"long value = {expression};";
            yield return $"end({number}, value);";
            if (into.Length > 0) yield return $"{into[0]} = (int)value;";
            yield break;
        }

        foreach (var line in Bytes(number, call)) yield return line;
    }

    private static IEnumerable<string> Bytes(string number, Call call)
    {
        var length = call switch { Read c => c.Nbytes, Pread c => c.Nbytes, Write c => c.Bytes.Length, Pwrite c => c.Bytes.Length, _ => 0 };
        if (call is not (Read or Pread or Write or Pwrite)) throw new InvalidOperationException($"{call.GetType().Name} has no C");
        yield return $"unsigned char *bytes = calloc(1, {N(length + 1)});";
        yield return "if (bytes == NULL) _exit(2);";
        foreach (var line in CText.Fill("bytes", call switch { Write c => c.Bytes, Pwrite c => c.Bytes, _ => Data.Empty })) yield return line;
        yield return $"begin({number});";
        yield return call switch
        {
            Read c => $"long count = read({Fd(c.Fildes)}, bytes, {N(length)});",
            Pread c => $"long count = pread({Fd(c.Fildes)}, bytes, {N(length)}, {N(c.Offset)});",
            Write c => $"long count = write({Fd(c.Fildes)}, bytes, {N(length)});",
            _ => $"long count = pwrite({Fd(((Pwrite)call).Fildes)}, bytes, {N(length)}, {N(((Pwrite)call).Offset)});",
        };
        yield return "int error = errno;";
        yield return call is Read or Pread ? $"end_with({number}, count, error, count > 0 ? hash_of(bytes, (size_t)count) : 0);" : $"end_with({number}, count, error, 0);";
        yield return "free(bytes);";
    }

    private IEnumerable<string> Submission(string number, string cb, ControlBlock block, string call) =>
    [
        .. Members(cb, block), $"atomic_store(&{Cb(cb)}->status, EINPROGRESS);", $"begin({number});", $"int accepted = {call};",
        $"end({number}, accepted);", $"atomic_store(&{Cb(cb)}->accepted, accepted == 0);",
    ];

    private IEnumerable<string> Members(string cb, ControlBlock block)
    {
        var to = Cb(cb);
        yield return $"memset(&{to}->cb, {(block.Garbage ? "0xa5" : "0")}, sizeof {to}->cb);";
        yield return $"{to}->cb.aio_fildes = {Fd(block.Fildes)};";
        yield return $"{to}->cb.aio_offset = {Offset(block.Offset)};";
        yield return $"{to}->cb.aio_buf = {to}->buf;";
        yield return $"{to}->cb.aio_nbytes = {block.Nbytes.ToString(CultureInfo.InvariantCulture)}u;";
        yield return $"{to}->cb.aio_reqprio = {N(block.Reqprio)};";
        yield return $"{to}->cb.aio_lio_opcode = {(Enum.IsDefined(block.LioOpcode) ? block.LioOpcode.ToString() : N((int)block.LioOpcode))};";
        foreach (var line in SigEvent($"{to}->cb.aio_sigevent", block.SigEvent)) yield return line;
        foreach (var line in block.Buf is null ? [] : CText.Fill($"{to}->buf", block.Buf)) yield return line;
    }

    private IEnumerable<string> SigEvent(string to, SigEvent sigevent)
    {
        yield return $"{to}.sigev_notify = {(sigevent.Notify is SigEventNotify.SIGEV_NONE or SigEventNotify.SIGEV_SIGNAL or SigEventNotify.SIGEV_THREAD ? sigevent.Notify.ToString() : N((int)sigevent.Notify))};";
        yield return $"{to}.sigev_value = {Value(sigevent.Value)};";
        if (sigevent.Notify != SigEventNotify.SIGEV_THREAD && sigevent.Signo.Number != 0) yield return $"{to}.sigev_signo = {CText.Signal(sigevent.Signo)};";
        if (sigevent.Notify != SigEventNotify.SIGEV_THREAD) yield break;
        yield return $"{to}.sigev_notify_function = {CText.Name("function", sigevent.Function ?? "")};";
        yield return $"{to}.sigev_notify_attributes = NULL;";
    }

    private IEnumerable<string> List(string number, LioListio list)
    {
        foreach (var element in list.List.OfType<ListElement>())
        {
            foreach (var line in Members(element.Cb, element.Block)) yield return line;
            yield return $"atomic_store(&{Cb(element.Cb)}->status, EINPROGRESS);";
        }

        yield return $"struct aiocb *list[] = {{ {string.Join(", ", list.List.Select(e => e is null ? "NULL" : $"&{Cb(e.Cb)}->cb").Append("NULL"))} }};";
        if (list.Sig is not null)
        {
            // What is stored after the last use of an automatic one no compiler has to store.
            yield return list.SigReusedFor is null ? "struct sigevent sig;" : "static struct sigevent sig;";
            yield return "memset(&sig, 0, sizeof sig);";
            foreach (var line in SigEvent("sig", list.Sig)) yield return line;
        }

        yield return $"begin({number});";
        yield return $"int accepted = lio_listio({(Enum.IsDefined(list.Mode) ? list.Mode.ToString() : N((int)list.Mode))}, list, {N(list.List.Length)}, {(list.Sig is null ? "NULL" : "&sig")});";
        yield return $"end({number}, accepted);";
        if (list.SigReusedFor is { } value) yield return $"sig.sigev_value = {Value(value)};";
        foreach (var element in list.List.OfType<ListElement>()) yield return $"atomic_store(&{Cb(element.Cb)}->accepted, accepted == 0);";
    }

    private static IEnumerable<string> Suspend(string number, AioSuspend suspend)
    {
        yield return $"const struct aiocb *list[] = {{ {string.Join(", ", suspend.List.Select(cb => cb is null ? "NULL" : $"&{Cb(cb)}->cb").Append("NULL"))} }};";
        if (suspend.Timeout is { } t) yield return $"struct timespec timeout = {{ {N(t.Seconds)}, {N(t.Nanoseconds)} }};";
        yield return $"begin({number});";
        yield return $"end({number}, aio_suspend(list, {N(suspend.List.Length)}, {(suspend.Timeout is null ? "NULL" : "&timeout")}));";
    }

    private static IEnumerable<string> Pipe(string number, Pipe pipe, string[] into)
    {
        yield return "int ends[2];";
        yield return $"begin({number});";
        yield return $"end({number}, pipe2(ends, {(pipe.Nonblock ? "O_NONBLOCK" : "0")}));";
        if (pipe.Capacity > 0) yield return $"fcntl(ends[1], F_SETPIPE_SZ, {N(pipe.Capacity)});";
        for (var i = 0; i < into.Length; i++) yield return $"{into[i]} = ends[{N(i)}];";
    }

    private static IEnumerable<string> Socketpair(string number, Socketpair pair, string[] into)
    {
        yield return "int ends[2];";
        yield return $"begin({number});";
        yield return $"end({number}, socketpair(AF_UNIX, SOCK_STREAM{(pair.Nonblock ? " | SOCK_NONBLOCK" : "")}, 0, ends));";
        if (pair.Capacity > 0) yield return $"int capacity = {N(pair.Capacity)};";
        if (pair.Capacity > 0) yield return "for (int i = 0; i < 2; i++) setsockopt(ends[i], SOL_SOCKET, SO_SNDBUF, &capacity, sizeof capacity);";
        for (var i = 0; i < into.Length; i++) yield return $"{into[i]} = ends[{N(i)}];";
    }

    private static IEnumerable<string> Sigaction(string number, Sigaction call)
    {
        yield return "struct sigaction action;";
        yield return "memset(&action, 0, sizeof action);";
        if (call.Disposition == Disposition.Catch)
        {
            yield return $"action.sa_sigaction = {(call.Handler is null ? "handler_" : CText.Name("handler", call.Handler))};";
            yield return $"action.sa_flags = SA_SIGINFO{(call.Restart ? " | SA_RESTART" : "")};";
        }
        else
        {
            yield return $"action.sa_handler = {(call.Disposition == Disposition.Ignore ? "SIG_IGN" : "SIG_DFL")};";
        }

        yield return $"end({number}, sigaction({CText.Signal(call.Signo)}, &action, NULL));";
    }

    private static IEnumerable<string> Sigwait(string number, Sigwait call)
    {
        yield return "sigset_t set;";
        foreach (var line in Set(call.Set.Select(CText.Signal), all: false)) yield return line;
        if (call.Timeout is { } t) yield return $"struct timespec timeout = {{ {N(t.Seconds)}, {N(t.Nanoseconds)} }};";
        yield return "siginfo_t info;";
        yield return $"begin({number});";
        yield return $"int signo = {(call.Timeout is null ? "sigwaitinfo(&set, &info)" : "sigtimedwait(&set, &info, &timeout)")};";
        yield return $"end({number}, signo);";
        yield return "if (signo > 0) note(signo, 0, info.si_value);";
    }

    private static IEnumerable<string> Set(IEnumerable<string> signals, bool all) =>
        all ? ["sigfillset(&set);"] : ["sigemptyset(&set);", .. signals.Select(s => $"sigaddset(&set, {s});")];

    private static string OpenFlagsOf(OpenFlags flags)
    {
        var access = (flags & OpenFlags.O_RDWR) != 0 ? "O_RDWR" : (flags & OpenFlags.O_WRONLY) != 0 ? "O_WRONLY" : "O_RDONLY";
        var more = new[] { OpenFlags.O_CREAT, OpenFlags.O_TRUNC, OpenFlags.O_APPEND, OpenFlags.O_NONBLOCK, OpenFlags.O_SYNC, OpenFlags.O_DSYNC }
            .Where(f => flags.HasFlag(f) && !(f == OpenFlags.O_DSYNC && flags.HasFlag(OpenFlags.O_SYNC)));
        return string.Join(" | ", more.Select(f => f.ToString()).Prepend(access));
    }

    private static string Fd(Fd fd) => fd.Name is { } name ? CText.Name("fd", name) : N(fd.Number);

    private static string Offset(long offset) => offset == long.MinValue ? "INT64_MIN" : N(offset);

    private static string Cb(string cb) => CText.Name("cb", cb);

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
