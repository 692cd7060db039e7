using AioCli.Targets;

namespace AioCli.Tests.Targets;

/// <summary>A program for each group of calls, with what any implementation must answer.</summary>
internal static class CallPrograms
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["read"] = """
            file /sim/a "hello"
            thread T1
              open("/sim/a", O_RDONLY) -> $a == 3
              aio_read(r, fd=$a, nbytes=10) == 0
              aio_suspend([r]) == 0
              aio_error(r) == 0
              aio_return(r) == 5 "hello"
            """,
        ["write"] = """
            file /sim/a "hello"
            thread T1
              open("/sim/a", O_RDWR) -> $a
              aio_write(w, fd=$a, offset=100, buf=tag(7, 3000), sigevent=thread(done, &w)) == 0
              await_gate(done)
              aio_error(w) == 0
              aio_return(w) == 3000
            function done
              open_gate(done)
            expect notification function=done value=&w
            expect file /sim/a "hello" + fill(0x00, 95) + tag(7, 3000)
            """,
        ["list"] = """
            file /sim/a "hello, world"
            thread T1
              open("/sim/a", O_RDWR) -> $a
              sigaction(SIGRTMIN+1, catch)
              pthread_sigmask(SIG_BLOCK, [SIGRTMIN+1, SIGRTMIN+2])
              lio_listio(LIO_NOWAIT, [LIO_READ r1(fd=$a, nbytes=5), NULL, LIO_NOP r2(fd=-1), LIO_WRITE r3(fd=$a, offset=7, buf="WORLD", sigevent=signal(SIGRTMIN+2, &r3))], sig=signal(SIGRTMIN+1, 9), sig_reused_for=1) == 0
              sigtimedwait([SIGRTMIN+1], timeout=10s) == SIGRTMIN+1
              sigtimedwait([SIGRTMIN+2], timeout=10s) == SIGRTMIN+2
              lio_listio(LIO_WAIT, [LIO_READ r4(fd=$a, nbytes=12)]) == 0
              aio_return(r4) == "hello, WORLD"
            expect notification SIGRTMIN+1 value=9
            expect notification SIGRTMIN+2 value=&r3
            """,
        ["fsync"] = """
            file /sim/a
            thread T1
              open("/sim/a", O_RDWR|O_APPEND|O_CREAT) -> $a
              aio_write64(w, fd=$a, buf="abc") == 0
              aio_fsync(O_SYNC, s, fd=$a) == 0
              aio_suspend64([NULL, s], timeout=10s) == 0
              aio_error64(w) == 0
              aio_return64(s) == 0
              fsync($a) == 0
            expect file /sim/a "abc"
            """,
        ["cancel"] = """
            thread T1
              pipe(capacity=4096) -> $in, $out
              aio_read(r, fd=$in, nbytes=5) == 0
              aio_cancel($in, r) == AIO_CANCELED|AIO_NOTCANCELED
              write($out, "hello") == 5
              aio_suspend([r]) == 0
              aio_error(r) == 0|ECANCELED
              aio_cancel($in, NULL) == AIO_ALLDONE
              aio_cancel(77, NULL) == -1 EBADF
            """,
        ["descriptors"] = """
            file /sim/a "hello"
            directory /sim/d
            thread T1
              open("/sim/a", O_RDWR) -> $a
              dup($a) -> $b == 4
              dup2($a, 9) -> $c == 9
              close($a) == 0
              lseek($b, 1) == 1
              read($c, 2) == "el"
              pread($c, 9, 0) == 5 "hello"
              pwrite($b, "J", 0) == 1
              ftruncate($b, 4) == 0
              open("/sim/new", O_WRONLY|O_CREAT|O_TRUNC) -> $n
              write($n, "new") == 3
              open("/sim/none", O_RDONLY) == -1 ENOENT
              open("/sim/d", O_RDONLY) -> $d
              aio_read(r, fd=$d, nbytes=1)
            expect file /sim/a "Jell"
            expect file /sim/new "new"
            """,
        ["signals"] = """
            thread T1
              sigaction(SIGUSR1, handler=on_signal)
              sigaction(SIGUSR2, SIG_IGN)
              sigaction(SIGRTMIN, handler=on_signal, SA_RESTART)
              kill(SIGUSR2) == 0
              kill(SIGUSR1) == 0
              sigqueue(SIGRTMIN, 5) == 0
              await_gate(seen)
              sigaction(SIGHUP, catch, no_siginfo)
              kill(SIGHUP) == 0
              pthread_sigmask(SIG_BLOCK, [])
              sigtimedwait([SIGTERM], timeout=1ms) == -1 EAGAIN
            function on_signal
              when flag(first)
                open_gate(seen)
              set first
            """,
        ["suspend"] = """
            thread T1
              sigaction(SIGUSR1, catch)
              pipe() -> $in, $out
              aio_read(r, fd=$in, nbytes=1) == 0
              aio_suspend([r], timeout=2ms) == -1 EAGAIN
              open_gate(go)
              repeat at-most 1000 until flag(never)
                aio_suspend([r], timeout=20ms) == 0|-1 EAGAIN|EINTR
                when finished(r)
                  set never
                aio_error(r) == EINPROGRESS|0
              aio_return(r) == 1 "x"
            thread T2
              await_gate(go)
              kill(SIGUSR1) == 0
              sleep(5ms)
              write($out, "x") == 1
            """,
        ["jump"] = """
            thread T1
              sigaction(SIGUSR1, handler=leave)
              pipe() -> $in, $out
              aio_read(r, fd=$in, nbytes=1) == 0
              open_gate(go)
              aio_suspend([r])
              write($out, "x") == 1
              aio_suspend([r]) == 0
            thread T2
              pthread_sigmask(SIG_BLOCK, [])
              await_gate(go)
              sleep(20ms)
              kill(SIGUSR1) == 0
            function leave
              siglongjmp()
            """,
        ["threads"] = """
            thread T1
              pipe() -> $in, $out
              aio_read(r, fd=$in, nbytes=1) == 0
              open_gate(go)
              aio_suspend([r])
            thread T2
              await_gate(go)
              sleep(2ms)
              pthread_cancel(T1) == 0
              write($out, "x") == 1
              aio_suspend([r]) == 0
              pthread_exit()
            """,
        ["memory"] = """
            file /sim/a "hello"
            thread T1
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=3, buf="....", garbage) == 0
              aio_suspend([r]) == 0
              look(r) == 3 "hel"
              poison(r, "xyz") == 0
              aio_return(r) == 3
              free(r) == 0
              aio_read(r, fd=$a, nbytes=5) == 0
              aio_suspend([r]) == 0
              aio_return(r) == "hello"
            """,
        ["limits"] = """
            file /sim/a
            thread T1
              open("/sim/a", O_RDONLY) -> $a
              sysconf(_SC_ASYNCHRONOUS_IO)
              sysconf(_SC_AIO_LISTIO_MAX)
              fpathconf($a, _PC_ASYNC_IO)
              sched_getparam()
            """,
        ["held"] = """
            file /sim/a "hello"
            device latency fixed 2ms
            device rule op=read cb=late : stall late
            thread T1
              open("/sim/a", O_RDWR) -> $a
              aio_read(late, fd=$a, nbytes=5) == 0
              aio_suspend([late], timeout=5ms) == -1 EAGAIN
              aio_error(late) == EINPROGRESS
              open_gate(late)
              aio_suspend([late]) == 0
              aio_return(late) == 5 "hello"
            """,
        ["fork"] = """
            file /sim/a "hello"
            thread T1
              open("/sim/a", O_RDONLY) -> $a
              fork()
              aio_read(r, fd=$a, nbytes=5) == 0
              aio_suspend([r]) == 0
              aio_return(r) == 5 "hello"
            """,
        ["exec"] = """
            file /sim/a
            thread T1
              open("/sim/a", O_WRONLY) -> $a
              aio_write(w, fd=$a, buf="x", sigevent=signal(SIGURG, 1))
              exec()
            """,
        ["thread-limit"] = """
            file /sim/a "hello"
            thread T1
              open("/sim/a", O_RDONLY) -> $a
              setrlimit(RLIMIT_NPROC, 0) == 0
              aio_read(r, fd=$a, nbytes=5) == -1 EAGAIN
              setrlimit(RLIMIT_NPROC, 1000) == 0
              aio_read(r, fd=$a, nbytes=5) == 0
              aio_suspend([r]) == 0
              aio_return(r) == 5 "hello"
            """,
        ["file-size-limit"] = """
            file /sim/a
            thread T1
              sigaction(SIGXFSZ, SIG_IGN)
              setrlimit(RLIMIT_FSIZE, 3) == 0
              open("/sim/a", O_WRONLY) -> $a
              aio_write(w, fd=$a, buf="hello") == 0
              aio_suspend([w]) == 0
              aio_return(w) == 3
              aio_write(w, fd=$a, offset=3, buf="lo")
              aio_suspend([w]) == 0
              aio_error(w) == EFBIG
            """,
        ["exit"] = """
            thread T1
              sleep(1us)
              exit(3)
            """,
    };

    /// <summary>The requirements that a target is known to break with a program.</summary>
    public static IEnumerable<string> Known(string target, string name) => (target, name) switch
    {
        ("musl", "cancel") => ["CANCEL-10"],
        ("musl", "list") => ["LIO-26"],
        _ => [],
    };

    /// <summary>Not every kernel lets a process hold transfers.</summary>
    public static bool MayBeRefused(Performance performance) =>
        performance.Ending.Kind == EndingKind.Refused && performance.Ending.Unmet.All(n => n.Feature is Feature.HeldTransfers or Feature.ThreadLimit or Feature.FileSizeLimit);
}
