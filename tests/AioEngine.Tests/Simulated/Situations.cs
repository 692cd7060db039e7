using AioSpec;

namespace AioEngine.Tests.Simulated;

/// <summary>What every interleaving is looked at of.</summary>
internal static class Situations
{
    private const string File = "file /sim/a \"hello\"\nthread T1\n  open(\"/sim/a\", O_RDWR) -> $a\n";
    private const string Appending = "file /sim/a \"-\"\nthread T1\n  open(\"/sim/a\", O_RDWR|O_APPEND) -> $a\n";
    private const string Pipe = "thread T1\n  pipe() -> $r, $w\n";
    private const string Told = "function told\nfunction done\n";
    private const string Signals = "file /sim/a \"hello\"\nthread T1\n  pthread_sigmask(SIG_BLOCK, [])\n  open(\"/sim/a\", O_RDWR) -> $a\n";
    private const string Asks = "function told\n  aio_error(r)\n";

    internal static IReadOnlyDictionary<string, Situation> All { get; } = new[]
    {
        Situation.Of("submit-complete", File + "  aio_read(r, fd=$a, nbytes=5)\n  aio_suspend([r])\n  aio_error(r)\n  aio_return(r)\n  aio_error(r)\n"),
        Situation.Of("two-lookers", File + "  aio_read(r, fd=$a, nbytes=5)\n  open_gate(g)\n  aio_error(r)\n  aio_suspend([r])\n  aio_return(r)\nthread T2\n  await_gate(g)\n  aio_error(r)\n  aio_suspend([r])\n"),
        Situation.Of("notification", File + "  aio_read(r, fd=$a, nbytes=5, sigevent=thread(told, 1))\n  aio_error(r)\n  aio_suspend([r])\n" + Asks),
        Situation.Of("submit-cancel-complete", File + "  aio_write(r, fd=$a, buf=\"HE\", sigevent=thread(told, 1))\n  aio_cancel($a, r)\n  aio_error(r)\n  aio_suspend([r])\n  aio_return(r)\n" + Asks),
        Situation.Of("two-cancel-one", Pipe + "  aio_read(r, fd=$r, nbytes=3)\n  open_gate(g)\n  aio_cancel($r, r)\n  aio_error(r)\nthread T2\n  await_gate(g)\n  aio_cancel($r, r)\n  aio_error(r)\n"),
        Situation.Of("cancel-races-the-data", Pipe + "  aio_read(r, fd=$r, nbytes=3, sigevent=thread(told, 1))\n  open_gate(g)\n  aio_cancel($r, r)\n  aio_error(r)\n  aio_return(r)\nthread T2\n  await_gate(g)\n  write($w, \"abc\")\n" + Told),
        Situation.Of("refused-and-interrupted", File + "  aio_write(r, fd=$a, buf=\"HE\")\n  aio_cancel($a, r)\n  aio_suspend([r])\n  aio_error(r)\n  aio_return(r)\n", new BackendFault(BackendMoment.Transfer, Errno.EINTR, RequestKind.Write)),
        Situation.Of("stray-cancellation", File + "  aio_write(r, fd=$a, buf=\"HE\")\n  aio_suspend([r])\n  aio_error(r)\n  aio_return(r)\n", new BackendFault(BackendMoment.Transfer, Errno.ECANCELED, RequestKind.Write)),
        Situation.Of("cancel-the-queued", Appending + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, buf=\"2\", sigevent=thread(told, 1))\n  aio_cancel($a, w)\n  aio_error(w)\n  aio_suspend([v])\n" + Told),
        Situation.Of("cancel-the-first-of-a-row", Pipe + "  aio_read(q, fd=$r, nbytes=1)\n  aio_read(r, fd=$r, nbytes=1)\n  aio_cancel($r, q)\n  write($w, \"ab\")\n  aio_suspend([r])\n  aio_return(r)\n  aio_error(q)\n"),
        Situation.Of("cancel-a-descriptor", Pipe + "  aio_read(q, fd=$r, nbytes=1)\n  aio_read(r, fd=$r, nbytes=1)\n  aio_cancel($r, NULL)\n  aio_error(q)\n  aio_error(r)\n"),
        Situation.Of("cancel-a-descriptor-while-a-block-is-used-again", File + "  pipe() -> $r, $w\n  aio_read(r, fd=$a, nbytes=5)\n  open_gate(g)\n  aio_cancel($a, NULL)\nthread T2\n  await_gate(g)\n  aio_suspend([r])\n  aio_return(r)\n  aio_read(r, fd=$r, nbytes=1)\n  aio_error(r)\n"),
        Situation.Of("appends", Appending + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, buf=\"2\")\n  aio_suspend([w])\n  aio_error(v)\n"),
        Situation.Of("pipe-reads-in-order", Pipe + "  write($w, \"ab\")\n  aio_read(q, fd=$r, nbytes=1)\n  aio_read(r, fd=$r, nbytes=1)\n  aio_suspend([q])\n  aio_return(q)\n  aio_suspend([r])\n  aio_return(r)\n"),
        Situation.Of("pipe-writes-in-order", Pipe + "  aio_write(v, fd=$w, buf=\"1\")\n  aio_write(w, fd=$w, buf=\"2\")\n  aio_suspend([v])\n  aio_suspend([w])\n  aio_read(r, fd=$r, nbytes=2)\n  aio_suspend([r])\n  aio_return(r)\n"),
        Situation.Of("cancel-the-first-append", Appending + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, buf=\"2\")\n  aio_cancel($a, v)\n  aio_error(v)\n  aio_suspend([w])\n  aio_error(w)\n"),
        Situation.Of("list-whose-element-fails", File + "  lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2), LIO_WRITE w(fd=$a, offset=5, buf=\"!\")], sig=thread(done, 2))\n  aio_suspend([w])\n  aio_error(w)\n" + Told, new BackendFault(BackendMoment.Transfer, Errno.EIO, RequestKind.Write)),
        Situation.Of("write-in-parts", "thread T1\n  pipe(capacity=4096) -> $r, $w\n  aio_write(w, fd=$w, buf=tag(1, 6000))\n  aio_read(r, fd=$r, nbytes=4096)\n  aio_suspend([r])\n  aio_suspend([w])\n  aio_return(w)\n  aio_return(r)\n"),
        Situation.Of("barrier", File + "  aio_write(w, fd=$a, buf=\"HE\")\n  aio_fsync(O_SYNC, s, fd=$a)\n  aio_suspend([s])\n  aio_error(w)\n  aio_return(s)\n"),
        Situation.Of("barrier-and-error", File + "  aio_write(w, fd=$a, buf=\"HE\")\n  aio_fsync(O_DSYNC, s, fd=$a)\n  aio_error(w)\n  aio_suspend([s])\n  aio_error(w)\n  aio_error(s)\n", new BackendFault(BackendMoment.Transfer, Errno.EIO, RequestKind.Write)),
        Situation.Of("canceled-barrier", File + "  aio_write(w, fd=$a, buf=\"HE\")\n  aio_fsync(O_SYNC, s, fd=$a)\n  aio_fsync(O_SYNC, t, fd=$a)\n  aio_cancel($a, s)\n  aio_suspend([t])\n  aio_error(w)\n"),
        Situation.Of("list-completion", File + "  lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2, sigevent=thread(told, 1)), LIO_WRITE w(fd=$a, offset=5, buf=\"!\")], sig=thread(done, 2))\n  aio_suspend([r])\n" + Told),
        Situation.Of("list-with-a-failure", File + "  lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2), LIO_WRITE w(fd=77, buf=\"!\")], sig=thread(done, 2))\n  aio_error(w)\n" + Told),
        Situation.Of("list-that-waits", File + "  lio_listio(LIO_WAIT, [LIO_READ r(fd=$a, nbytes=2), LIO_WRITE w(fd=$a, offset=5, buf=\"!\")])\n  aio_error(r)\n  aio_error(w)\n", new BackendFault(BackendMoment.Transfer, Errno.EIO, RequestKind.Write)),
        Situation.Of("close", File + "  aio_write(w, fd=$a, buf=\"HE\")\n  close($a)\n  aio_suspend([w])\n  aio_return(w)\n"),
        Situation.Of("number-used-again", "file /sim/a \"aaa\"\nfile /sim/b \"bbb\"\nthread T1\n  open(\"/sim/a\", O_RDWR) -> $a\n  aio_write(w, fd=$a, buf=\"HE\")\n  close($a)\n  open(\"/sim/b\", O_RDWR) -> $b\n  aio_cancel($b, NULL)\n  aio_suspend([w])\n"),
        Situation.Of("started-again-after-close", "file /sim/a \"aaa\"\nthread T1\n  open(\"/sim/a\", O_RDWR) -> $a\n  aio_write(w, fd=$a, buf=\"HE\")\n  close($a)\n  aio_suspend([w])\n  aio_return(w)\n", new BackendFault(BackendMoment.Transfer, Errno.EFAULT, RequestKind.Write)),
        Situation.Of("engine-ends", Pipe + "  aio_read(q, fd=$r, nbytes=1, sigevent=thread(told, 1))\n  aio_write(w, fd=$w, buf=\"x\")\n  exit(0)\n" + Told),
        Situation.Of("engine-ends-while-others-go-on", File + "  aio_write(v, fd=$a, buf=\"1\")\n  open_gate(g)\n  exit(0)\nthread T2\n  await_gate(g)\n  aio_suspend([v])\n  aio_error(v)\n  aio_write(w, fd=3, buf=\"2\")\n"),
        Situation.Of("signal", Signals + "  aio_read(r, fd=$a, nbytes=5, sigevent=signal(SIGRTMIN+1, 7))\n  sigtimedwait([SIGRTMIN+1])\n  aio_error(r)\n  aio_return(r)\n"),
        Situation.Of("signals-of-two", Signals + "  aio_read(q, fd=$a, nbytes=1, sigevent=signal(SIGRTMIN+1, 1))\n  aio_write(w, fd=$a, buf=\"J\", sigevent=signal(SIGRTMIN+1, 2))\n  sigtimedwait([SIGRTMIN+1])\n  sigtimedwait([SIGRTMIN+1])\n  aio_error(q)\n  aio_error(w)\n"),
        Situation.Of("signal-of-a-list", Signals + "  lio_listio(LIO_NOWAIT, [LIO_READ r(fd=$a, nbytes=2, sigevent=signal(SIGRTMIN+2, 1)), LIO_WRITE w(fd=$a, offset=5, buf=\"!\")], sig=signal(SIGRTMIN+1, 9))\n  sigtimedwait([SIGRTMIN+1])\n  sigtimedwait([SIGRTMIN+2])\n  aio_error(r)\n  aio_error(w)\n"),
        Situation.Of("signal-of-the-canceled", Signals + "  aio_write(r, fd=$a, buf=\"J\", sigevent=signal(SIGRTMIN+1, 7))\n  aio_cancel($a, r)\n  sigtimedwait([SIGRTMIN+1])\n  aio_error(r)\n"),
        Situation.Of("refused-for-want-of-room", Signals + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, offset=1, buf=\"2\", sigevent=signal(SIGRTMIN+1, 7))\n  aio_suspend([v])\n  aio_error(v)\n  aio_read(r, fd=$a, nbytes=5, sigevent=signal(SIGRTMIN+2, 8))\n  sigtimedwait([SIGRTMIN+1, SIGRTMIN+2])\n") with { MaxOutstanding = 1 },
        Situation.Of("bad-members", File + "  pipe() -> $r, $w\n  aio_read(q, fd=$a, nbytes=1, offset=-1)\n  aio_suspend([q])\n  aio_error(q)\n  aio_read(r, fd=$a, nbytes=5)\n  aio_suspend([r])\n  aio_return(r)\n"),
        Situation.Of("sync-of-a-pipe", Pipe + "  aio_fsync(O_SYNC, s, fd=$r)\n  aio_suspend([s])\n  aio_error(s)\n  aio_read(r, fd=$r, nbytes=1)\n  write($w, \"a\")\n  aio_suspend([r])\n"),
        Situation.Of("barrier-of-two-descriptors", "file /sim/a \"hello\"\nthread T1\n  open(\"/sim/a\", O_RDONLY) -> $b\n  open(\"/sim/a\", O_WRONLY) -> $a\n  aio_read(q, fd=$b, nbytes=1)\n  aio_write(w, fd=$a, buf=\"HE\")\n  aio_fsync(O_SYNC, s, fd=$b)\n  aio_suspend([s])\n  aio_error(w)\n"),
        Situation.Of("sync", Signals + "  aio_fsync(O_SYNC, s, fd=$a, sigevent=signal(SIGRTMIN+1, 7))\n  sigtimedwait([SIGRTMIN+1])\n  aio_error(s)\n  aio_return(s)\n"),
        Situation.Of("asked-twice", File + "  aio_read(r, fd=$a, nbytes=5)\n  aio_suspend([r])\n  aio_error(r)\n  aio_error(r)\n  aio_return(r)\n  aio_return(r)\n"),
        Situation.Of("cancel-what-is-complete", File + "  aio_read(r, fd=$a, nbytes=5)\n  aio_suspend([r])\n  aio_error(r)\n  aio_cancel($a, r)\n  aio_cancel($a, NULL)\n"),
        Situation.Of("cancel-beside-a-duplicate", Pipe + "  dup($r) -> $d\n  aio_read(q, fd=$r, nbytes=1)\n  aio_read(r, fd=$d, nbytes=1)\n  aio_cancel($r, NULL)\n  aio_error(q)\n  aio_error(r)\n"),
        Situation.Of("cancel-one-of-three", Pipe + "  aio_read(p, fd=$r, nbytes=1)\n  aio_read(q, fd=$r, nbytes=1)\n  aio_read(r, fd=$r, nbytes=1)\n  aio_cancel($r, q)\n  aio_error(q)\n  aio_error(r)\n"),
        Situation.Of("canceled-with-a-result", File + "  aio_write(r, fd=$a, buf=\"HE\")\n  aio_cancel($a, r)\n  aio_suspend([r])\n  aio_error(r)\n  aio_return(r)\n"),
        Situation.Of("list-that-waits-and-succeeds", File + "  lio_listio(LIO_WAIT, [LIO_READ r(fd=$a, nbytes=2), NULL, LIO_NOP n(fd=$a), LIO_WRITE w(fd=$a, offset=5, buf=\"!\")], sig=thread(done, 2))\n  aio_error(r)\n  aio_error(w)\n" + Told),
        Situation.Of("list-of-which-one-is-canceled", Pipe + "  open_gate(g)\n  lio_listio(LIO_WAIT, [LIO_READ r(fd=$r, nbytes=1)])\n  aio_error(r)\nthread T2\n  await_gate(g)\n  aio_cancel($r, NULL)\n  write($w, \"a\")\n"),
        Situation.Of("refused-write", File + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, offset=1, buf=\"2\")\n  aio_suspend([v])\n") with { MaxOutstanding = 1 },
        Situation.Of("write-fails", File + "  aio_write(w, fd=$a, buf=\"HE\")\n  aio_suspend([w])\n  aio_error(w)\n  aio_return(w)\n", new BackendFault(BackendMoment.Transfer, Errno.EIO, RequestKind.Write)),
        Situation.Of("canceled-read", Pipe + "  aio_read(r, fd=$r, nbytes=3)\n  aio_cancel($r, r)\n  aio_error(r)\n  aio_return(r)\n"),
        Situation.Of("cancel-a-file", File + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, offset=1, buf=\"2\")\n  aio_cancel($a, NULL)\n  aio_error(v)\n  aio_error(w)\n"),
        Situation.Of("list-that-succeeds", File + "  lio_listio(LIO_WAIT, [LIO_READ r(fd=$a, nbytes=2), LIO_WRITE w(fd=$a, offset=5, buf=\"!\")])\n  aio_error(r)\n  aio_error(w)\n"),
        Situation.Of("two-notifications", File + "  aio_read(q, fd=$a, nbytes=5, sigevent=thread(told, 1))\n  aio_read(r, fd=$a, nbytes=5, sigevent=thread(told, 2))\n  aio_suspend([r])\n" + Told),
        Situation.Of("timeout", Pipe + "  aio_read(r, fd=$r, nbytes=3)\n  open_gate(g)\n  aio_suspend([r], timeout=1ms)\n  aio_error(r)\nthread T2\n  await_gate(g)\n  write($w, \"abc\")\n"),
        Situation.Of("queue-full", File + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, buf=\"2\")\n  aio_cancel($a, v)\n  aio_suspend([v])\n  aio_read(r, fd=$a, nbytes=5)\n  aio_suspend([r])\n") with { MaxOutstanding = 1 },
        Situation.Of("hold-fails", File + "  aio_write(v, fd=$a, buf=\"1\")\n  aio_write(w, fd=$a, buf=\"2\")\n  aio_suspend([v, w])\n", new BackendFault(BackendMoment.Hold, Errno.EMFILE)),
        Situation.Of("read-fails", File + "  aio_read(r, fd=$a, nbytes=5, sigevent=thread(told, 1))\n  aio_suspend([r])\n  aio_return(r)\n" + Asks, new BackendFault(BackendMoment.Transfer, Errno.EIO)),
        Situation.Of("sync-fails", File + "  aio_fsync(O_SYNC, s, fd=$a)\n  aio_fsync(O_SYNC, t, fd=$a)\n  aio_suspend([t])\n  aio_error(s)\n  aio_error(t)\n", new BackendFault(BackendMoment.Transfer, Errno.EIO, RequestKind.Sync)),
    }.ToDictionary(s => s.Name);
}
