namespace AioSim.Tests.Exploration;

/// <summary>Programs small enough for all their schedules, each for a corner of what is explored.</summary>
internal static class SmallPrograms
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["two threads, one request"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5)
              open_gate(g)
              aio_suspend([r])
              aio_error(r)
            thread B
              await_gate(g)
              aio_cancel($a, r)
            """,
        ["cancel of a descriptor"] = """
            file /sim/a "hello"
            device reorder
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r1, fd=$a, nbytes=1)
              aio_read(r2, fd=$a, offset=1, nbytes=1)
              aio_cancel($a, NULL)
              aio_suspend([r1])
              aio_suspend([r2])
              aio_return(r1)
              aio_return(r2)
            """,
        ["two cancel together"] = """
            liberty joint-cancel
            file /sim/a "hello"
            device queue-depth 1
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r1, fd=$a, nbytes=1)
              aio_read(r2, fd=$a, nbytes=1)
              open_gate(g)
              aio_cancel($a, NULL)
              aio_error(r1)
            thread B
              await_gate(g)
              aio_cancel($a, r1)
              close($a)
            """,
        ["a write cut short"] = """
            liberty short-cancel
            profile cancels-running no
            thread A
              pipe(capacity=4096) -> $r, $w
              aio_write(w1, fd=$w, buf=tag(1, 8192))
              aio_write(w2, fd=$w, buf="ab")
              aio_cancel($w, NULL)
              read($r, 4096)
              aio_error(w1)
              aio_error(w2)
            """,
        ["a list in parts"] = """
            liberty list-in-parts
            liberty silent-refusal
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              open_gate(g)
              lio_listio(LIO_NOWAIT, [LIO_READ r1(fd=$a, nbytes=2), NULL, LIO_READ r2(fd=99, nbytes=3)], sig=thread(done))
              aio_error(r1)
            thread B
              await_gate(g)
              aio_cancel($a, NULL)
            function done
              aio_error(r2)
            """,
        ["one descriptor of a file canceled, and told of"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              open("/sim/a", O_RDONLY) -> $b
              aio_read(r1, fd=$a, nbytes=1, sigevent=thread(done, 1))
              aio_read(r2, fd=$b, nbytes=1, sigevent=thread(done, 2))
              aio_cancel($a, NULL)
              aio_error(r2)
            thread B
              sched_getparam()
            function done
            expect notification function=done times=2
            """,
        ["lists waited for and told of"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              lio_listio(LIO_NOWAIT, [LIO_READ r1(fd=$a, nbytes=2), LIO_NOP r9(fd=-1), LIO_READ r2(fd=99, nbytes=3)], sig=thread(done, 7))
              open_gate(g)
              aio_cancel($a, NULL)
            thread B
              await_gate(g)
              lio_listio(LIO_WAIT, [LIO_READ r3(fd=3, nbytes=1), NULL])
            function done
              aio_error(r2)
            expect notification function=done
            """,
        ["list and signal"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDWR) -> $a
              sigaction(SIGUSR1, handler=on_usr1)
              lio_listio(LIO_NOWAIT, [LIO_READ r1(fd=$a, nbytes=2), LIO_WRITE r2(fd=$a, buf="HE")], sig=signal(SIGUSR1, 7))
              aio_suspend([r1, r2])
              aio_error(r1)
              aio_error(r2)
            function on_usr1
              aio_error(r1)
            """,
        ["notification functions"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r1, fd=$a, nbytes=1, sigevent=thread(done, 1))
              aio_read(r2, fd=$a, nbytes=1, sigevent=thread(done, 2))
              aio_error(r1)
            function done
              aio_error(r2)
            """,
        ["two functions that cannot be told apart"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              lio_listio(LIO_NOWAIT, [LIO_READ r1(fd=$a, nbytes=1)], sig=thread(done, 9))
              lio_listio(LIO_NOWAIT, [LIO_READ r2(fd=$a, nbytes=1)], sig=thread(done, 9))
            function done
              aio_error(r1)
            """,
        ["two generations of a block"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=1)
              open_gate(g)
              aio_suspend([r])
              aio_return(r)
              aio_read(r, fd=$a, offset=1, nbytes=1)
              aio_suspend([r])
              aio_return(r)
            thread B
              await_gate(g)
              aio_suspend([r])
              aio_error(r)
            """,
        ["synchronized and used again"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDWR) -> $a
              aio_write(w, fd=$a, buf="x")
              aio_fsync(O_SYNC, f, fd=$a)
              aio_suspend([w])
              aio_return(w)
              aio_write(w, fd=$a, buf="y")
              aio_suspend([f])
              aio_error(w)
            """,
        ["synchronization of what may fail"] = """
            file /sim/a "hello"
            file /sim/b "world"
            device reorder
            device rule op=write nth=1 : fail EIO
            thread A
              open("/sim/a", O_RDWR) -> $a
              open("/sim/b", O_RDWR) -> $b
              aio_write(w1, fd=$a, buf="h")
              aio_write(w2, fd=$b, buf="w")
              aio_fsync(O_SYNC, f, fd=$a)
              aio_suspend([f])
              aio_error(f)
            """,
        ["a pipe whose other end becomes a file"] = """
            file /sim/a "hello"
            thread A
              pipe() -> $r, $w
              open_gate(g)
              aio_write(w1, fd=$w, buf="x")
              aio_suspend([w1])
              aio_error(w1)
            thread B
              await_gate(g)
              close($r)
              open("/sim/a", O_RDONLY) -> $a
            """,
        ["calls of files at once"] = """
            file /sim/a "hello"
            file /sim/b "world"
            limit AIO_MAX 2
            thread A
              open("/sim/a", O_RDWR) -> $a
              open("/sim/b", O_RDWR) -> $b
              aio_write(w1, fd=$a, buf="x")
              open_gate(g)
              aio_read(r1, fd=$b, nbytes=2)
              lio_listio(LIO_NOWAIT, [LIO_READ r2(fd=$a, nbytes=5)])
              dup2($b, $a)
              pread($a, 2, 0)
            thread B
              await_gate(g)
              ftruncate($a, 2)
              dup($a) -> $d
              close($a)
              pwrite($d, "z", 0)
              lseek($d, 1)
            """,
        ["closed while two are outstanding"] = """
            file /sim/a "hello"
            file /sim/b "world"
            thread A
              open("/sim/a", O_RDWR) -> $a
              aio_write(w1, fd=$a, buf="x")
              aio_read(r1, fd=$a, nbytes=1)
              close($a)
              aio_suspend([w1])
              open("/sim/b", O_RDONLY) -> $b
              aio_suspend([r1])
            """,
        ["closed while somebody reads"] = """
            file /sim/a "hello"
            thread A
              pipe() -> $r, $w
              open_gate(g)
              read($r, 1)
            thread B
              await_gate(g)
              close($r)
              open("/sim/a", O_RDONLY) -> $a
              write($w, "x")
            """,
        ["a list on a pipe that is closed"] = """
            thread A
              pipe() -> $r, $w
              open_gate(g)
              lio_listio(LIO_WAIT, [LIO_READ r1(fd=$r, nbytes=1), LIO_WRITE w1(fd=$w, buf="x")])
              aio_error(r1)
            thread B
              await_gate(g)
              close($r)
            """,
        ["synchronization and appends"] = """
            file /sim/a
            thread A
              open("/sim/a", O_WRONLY|O_APPEND) -> $a
              aio_write(w1, fd=$a, buf="ab")
              aio_fsync(O_SYNC, f, fd=$a)
              open_gate(g)
              aio_cancel($a, f)
              aio_suspend([f])
              aio_error(w1)
            thread B
              await_gate(g)
              aio_write(w2, fd=$a, buf="cd")
              aio_error(f)
            """,
        ["a pipe"] = """
            thread A
              pipe() -> $r, $w
              aio_read(r, fd=$r, nbytes=4)
              open_gate(g)
              aio_suspend([r])
              aio_return(r)
            thread B
              await_gate(g)
              write($w, "ab")
              write($w, "cd")
              close($w)
            """,
        ["timeouts"] = """
            file /sim/a "hello"
            device latency fixed 5ms
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5)
              aio_suspend([r], timeout=5ms)
              aio_error(r)
            thread B
              sleep(5ms)
              sleep(5ms)
            """,
        ["a crash at any time"] = """
            file /sim/a "hello"
            device crash any
            thread A
              open("/sim/a", O_RDWR) -> $a
              aio_write(w, fd=$a, buf="HE")
              aio_suspend([w])
              sleep(1ms)
            """,
        ["a crash after a transfer"] = """
            file /sim/a "hello"
            device crash after 1
            thread A
              open("/sim/a", O_RDWR) -> $a
              aio_write(w, fd=$a, buf="HE")
              aio_fsync(O_SYNC, f, fd=$a)
              aio_error(f)
            """,
        ["a queue of one"] = """
            file /sim/a "hello"
            device queue-depth 1
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r1, fd=$a, nbytes=1)
              aio_read(r2, fd=$a, nbytes=1)
              aio_cancel($a, r2)
              aio_error(r1)
              close($a)
            """,
        ["files opened while others are closed"] = """
            file /sim/a "hello"
            file /sim/b "world"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=1)
              close($a)
            thread B
              open("/sim/b", O_RDONLY) -> $b
              close($b)
            thread C
              open("/sim/b", O_WRONLY|O_TRUNC) -> $c
              open("/sim/new", O_RDWR|O_CREAT) -> $d
            """,
        ["blocked for ever"] = """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=1, sigevent=signal(SIGUSR1, 3))
              pthread_sigmask(SIG_BLOCK, [SIGUSR1])
              sigtimedwait([SIGUSR1])
            thread B
              pthread_sigmask(SIG_BLOCK, [SIGUSR1])
            """,
    };
}
