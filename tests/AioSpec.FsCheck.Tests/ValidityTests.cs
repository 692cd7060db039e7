using AioSpec.FsCheck.Validity;
using AioSpec.Text;

namespace AioSpec.FsCheckTests;

/// <summary>What is undefined is refused, and the same program with the one observation that it lacks is not.</summary>
public sealed class ValidityTests
{
    private const string Wait = "aio_error(a)\n  when finished(a)\n    ";

    [Theory]
    [InlineData("SUB-21", "aio_read(a, fd=$f, nbytes=1)\n  aio_read(a, fd=$f, nbytes=1)")]
    [InlineData("SUB-21", "aio_read(a, fd=$f, nbytes=1)\n  aio_error(a)\n  aio_read(a, fd=$f, nbytes=1)")]
    [InlineData("SUB-21", "lio_listio(LIO_NOWAIT, [LIO_READ a(fd=$f, nbytes=1), LIO_READ a(fd=$f, nbytes=1)])")]
    [InlineData("SUB-21", "set x\n  repeat at-most 2 until flag(x)\n    aio_read(a, fd=$f, nbytes=1)")]
    [InlineData("RETURN-03", "aio_read(a, fd=$f, nbytes=1)\n  aio_return(a)")]
    [InlineData("RETURN-03", "aio_read(a, fd=$f, nbytes=1)\n  aio_suspend([a])\n  aio_return(a)")]
    [InlineData("RETURN-03", "aio_read(a, fd=$f, nbytes=1)\n  " + Wait + "aio_read(a, fd=$f, nbytes=1)\n    aio_return(a)")]
    [InlineData("ERROR-04", "aio_error(a)")]
    [InlineData("ERROR-04", "aio_read(a, fd=-1, nbytes=1)\n  aio_error(a)")]
    [InlineData("ERROR-04", "aio_suspend([a], timeout=1ms)")]
    [InlineData("CB-04", "aio_read(a, fd=$f, nbytes=1)\n  free(a)")]
    [InlineData("CB-04", "aio_read(a, fd=$f, nbytes=1)\n  " + Wait + "free(a)\n    aio_error(a)")]
    [InlineData("CB-02", "aio_read(a, fd=$f, nbytes=1)\n  poison(a, fill(0x00, 1))")]
    [InlineData("CB-02", "aio_read(a, fd=$f, nbytes=1)\n  look(a)")]
    [InlineData("LIO-25", "lio_listio(LIO_NOWAIT, [LIO_READ a(fd=$f, nbytes=1)])\n  " + Wait + "free(a)")]
    [InlineData("2.4.3", "sigaction(SIGUSR1, handler=h)", "function h\n  aio_cancel(-1, NULL)")]
    [InlineData("GNU-02", "aio_read(a, fd=$f, nbytes=1)\n  aio_init(threads=1, num=1, idle=1)")]
    [InlineData("the descriptor $g", "close($g)")]
    [InlineData("somebody else's", "close(3)")]
    [InlineData("never set", "when flag(x)\n    sleep(1ns)")]
    [InlineData("closed twice", "close($f)\n  close($f)")]
    [InlineData("may stay shut", "await_gate(g)")]
    [InlineData("may stay shut", "await_gate(g)\n  open_gate(g)")]
    [InlineData("nothing that surely completes", "pipe() -> $r, $w\n  aio_read(a, fd=$r, nbytes=1)\n  aio_suspend([a])")]
    [InlineData("not blocked", "sigtimedwait([SIGUSR1], timeout=1ms)")]
    [InlineData("by several bodies", "aio_read(a, fd=$f, nbytes=1)", "thread u\n  aio_read(a, fd=-1, nbytes=1)")]
    [InlineData("of another request", "aio_read(a, fd=$f, nbytes=1)\n  set x\n  " + Wait + "aio_read(a, fd=$f, nbytes=1)", "thread u\n  when flag(x)\n    aio_error(a)")]
    [InlineData("as often as it is called", "aio_read(a, fd=$f, nbytes=1, sigevent=thread(n, 1))", "function n\n  aio_read(b, fd=-1, nbytes=1)")]
    public void Undefined_behaviour_is_refused(string problem, string body, string more = "") =>
        Assert.Contains(Check(body, more), found => found.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("aio_read(a, fd=$f, nbytes=1)\n  " + Wait + "aio_return(a)\n    aio_read(a, fd=$f, nbytes=1)")]
    [InlineData("aio_read(a, fd=-1, nbytes=1)\n  when accepted(a)\n    aio_error(a)\n  otherwise\n    aio_read(a, fd=$f, nbytes=1)")]
    [InlineData("lio_listio(LIO_WAIT, [LIO_READ a(fd=$f, nbytes=1)])\n  aio_return(a)\n  free(a)")]
    [InlineData("aio_read(a, fd=$f, nbytes=1)\n  aio_suspend([a])\n  " + Wait + "look(a)\n    poison(a, fill(0x00, 1))")]
    [InlineData("sigaction(SIGUSR1, handler=h)\n  aio_read(a, fd=$f, nbytes=1)\n  set x", "function h\n  when flag(x)\n    aio_error(a)")]
    [InlineData("aio_read(a, fd=$f, nbytes=1)\n  open_gate(g)", "thread u\n  await_gate(g)\n  aio_suspend([a])\n  aio_cancel($f, a)")]
    [InlineData("aio_fsync(0, a, fd=$f)\n  aio_read(a, fd=$f, nbytes=1)")]
    [InlineData("aio_read(a, fd=$f, nbytes=1, sigevent=thread(n, &a))", "function n\n  aio_return(a)")]
    [InlineData(
        "aio_read(a, fd=$f, nbytes=1, sigevent=thread(n, 1))",
        "function n\n  aio_return(a)\n  when not-flag(x)\n    set x\n    aio_read(a, fd=$f, nbytes=1, sigevent=thread(n, 2))")]
    public void What_is_defined_is_passed(string body, string more = "") => Assert.Empty(Check(body, more));

    private static IReadOnlyList<string> Check(string body, string more)
    {
        var text = $"aiosim-program 1\nname \"x\"\nfile /sim/a \"12345\"\nthread t\n  open(\"/sim/a\", O_RDWR) -> $f\n  {body}\n{more}\n";
        return ProgramValidity.Check(ProgramText.Parse(text, "test"));
    }
}
