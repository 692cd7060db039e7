using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// What a call returns. A function value prints as the constant that it is for this call; a reader takes a number or any
/// constant, so that it need not know the call.
/// </summary>
internal static class ValueText
{
    private static readonly string[] s_members = ["errno=", "second=", "code=", "value="];

    /// <summary>A function value: of aio_error an errno, of aio_cancel its constant, of sigtimedwait the signal.</summary>
    public static LineBuilder Value(LineBuilder b, long value, Call? call)
    {
        return NameOf(value, call) is { } name ? b.Text(name) : b.Number(value);
    }

    /// <summary>The constant that a function value is for this call; null where it is a mere number.</summary>
    public static string? NameOf(long value, Call? call) => value is < 0 or > int.MaxValue ? null : NameOf((int)value, call);

    /// <summary>A function value: a number, or the name of an errno, of an answer of aio_cancel or of a signal.</summary>
    public static long ReadValue(ref Cursor c)
    {
        if (c.IsNumberNext()) return c.Long("a value");
        var word = c.PeekWord();
        if (word.StartsWith("SIG")) return c.Signal().Number;
        var at = c.Here;
        word = c.Word("a value: a number or a constant");
        if (Words.Errnos.TryParse(word, out var errno)) return (int)errno;
        if (Words.CancelResults.TryParse(word, out var answer)) return (int)answer;
        throw c.Unknown(at, word, "constant", Words.Values);
    }

    /// <summary>A result: <c>5 "hello"</c>, <c>-1 EAGAIN</c>, <c>3 4</c>, <c>SIGRTMIN+1 code=SI_ASYNCIO value=7</c>.</summary>
    public static void Result(LineBuilder b, Histories.Result result, Call? call)
    {
        Value(b, result.Value, call);
        Errno(b, result);
        if (result.Second is { } second) b.Text(result.Value == -1 ? " second=" : " ").Number(second);
        if (result.Code is { } code) b.Text(" code=").Constant(Words.SignalCodes, code);
        if (result.SigValue is { } value) b.Text(" value=").SigVal(value);
        if (result.Bytes is not null) DataText.Print(b.Char(' '), result.Bytes);
    }

    public static Histories.Result ReadResult(ref Cursor c)
    {
        var result = new Histories.Result(ReadValue(ref c));
        if (result.Value == 0 && c.AtEnd) return Histories.Result.Zero;
        uint seen = 0;
        while (!c.AtEnd)
        {
            if (DataText.IsNext(ref c)) return result with { Bytes = DataText.Read(ref c) };
            if (c.IsNumberNext()) result = Number(ref c, result);
            else result = c.IsKeyNext() ? Member(ref c, result, ref seen) : result with { Errno = ReadErrno(ref c) };
        }

        return result;
    }

    /// <summary>An error number by its name, or any number.</summary>
    public static Errno ReadErrno(ref Cursor c) => c.Constant(Words.Errnos, "errno");

    // An errno without a name stands as a number behind -1; anywhere else a number is the second descriptor.
    private static void Errno(LineBuilder b, Histories.Result result)
    {
        if (result.Errno == AioSpec.Errno.None) return;
        var isPlain = result.Value == -1 || Words.Errnos.NameOf(result.Errno) is not null;
        b.Text(isPlain ? " " : " errno=").Constant(Words.Errnos, result.Errno);
    }

    private static Histories.Result Number(ref Cursor c, Histories.Result result)
    {
        var isErrno = result.Value == -1;
        if (isErrno ? result.Errno != AioSpec.Errno.None : result.Second is not null) throw c.Unexpected("the end of the line");
        return isErrno ? result with { Errno = (Errno)c.Int("an errno") } : result with { Second = c.Int("a descriptor") };
    }

    private static Histories.Result Member(ref Cursor c, Histories.Result result, ref uint seen) => c.Key(ref seen, s_members) switch
    {
        0 => result with { Errno = ReadErrno(ref c) },
        1 => result with { Second = c.Int("a descriptor") },
        2 => result with { Code = c.Constant(Words.SignalCodes, "signal code") },
        _ => result with { SigValue = c.SigVal() },
    };

    private static string? NameOf(int value, Call? call) => call switch
    {
        AioError => Words.Errnos.NameOf((Errno)value),
        AioCancel => Words.CancelResults.NameOf((AioCancelResult)value),
        Sigwait => value is >= 1 and <= Signo.RealTimeMax ? new Signo(value).ToString() : null,
        _ => null,
    };
}
