namespace AioSpec.Text;

/// <summary>The tokens that several records share; each has its reader in Cursor.Tokens.cs.</summary>
internal sealed partial class LineBuilder
{
    private static readonly string[] s_signals = [.. Enumerable.Range(0, Signo.RealTimeMax + 1).Select(n => new Signo(n).ToString())];

    /// <summary>A name of the program's: plain where that can be read back, quoted otherwise.</summary>
    public LineBuilder Name(string name) => Cursor.IsPlainName(name) ? Text(name) : Quoted(name);

    public LineBuilder NameOrNull(string? name) => name is null ? Text("NULL") : Name(name);

    /// <summary>A string of characters. All that is not printable ASCII is escaped, so that no encoding can damage it.</summary>
    public LineBuilder Quoted(string text)
    {
        Char('"');
        foreach (var c in text)
        {
            if (c < 0x80) Escaped((byte)c);
            else Text("\\u").Hex(c, 4);
        }

        return Char('"');
    }

    /// <summary>A byte inside quotes.</summary>
    public LineBuilder Escaped(byte value) => value switch
    {
        (byte)'"' => Text("\\\""),
        (byte)'\\' => Text("\\\\"),
        (byte)'\n' => Text("\\n"),
        (byte)'\r' => Text("\\r"),
        (byte)'\t' => Text("\\t"),
        >= 0x20 and < 0x7f => Char((char)value),
        _ => Text("\\x").Hex(value, 2),
    };

    public LineBuilder Fd(Fd fd) => fd.Name is null ? Number(fd.Number) : Char('$').Name(fd.Name);

    public LineBuilder SigVal(SigVal value) => value.Pointer is null ? Number(value.Int) : Char('&').Name(value.Pointer);

    public LineBuilder Signal(Signo signo) =>
        signo.Number is >= 0 and <= Signo.RealTimeMax ? Text(s_signals[signo.Number]) : Number(signo.Number);

    public LineBuilder Signals(ReadOnlySpan<Signo> set)
    {
        Char('[');
        for (var i = 0; i < set.Length; i++) (i == 0 ? this : Comma()).Signal(set[i]);
        return Char(']');
    }

    public LineBuilder Duration(long nanoseconds)
    {
        var (unit, scale) = Durations.UnitOf(nanoseconds);
        return Number(nanoseconds / scale).Text(unit);
    }

    /// <summary>A duration where the timespec is one, its two members where it is not.</summary>
    public LineBuilder Timespec(Timespec time)
    {
        var isDuration = time.IsValid && AioSpec.Timespec.FromNanoseconds(time.TotalNanoseconds) == time;
        return isDuration
            ? Duration(time.TotalNanoseconds)
            : Text("timespec(").Number(time.Seconds).Text(", ").Number(time.Nanoseconds).Char(')');
    }

    /// <summary>The name of a constant, or its number where it has none.</summary>
    public LineBuilder Constant<T>(NameTable<T> names, T value)
        where T : struct, Enum => names.NameOf(value) is { } name ? Text(name) : Number(NameTable<T>.Number(value));

    /// <summary>The name of a member, for what follows <c>, name=</c>.</summary>
    public LineBuilder Key(string key) => Comma().Text(key).Char('=');

    public LineBuilder OpenFlags(OpenFlags flags)
    {
        const int AccessMode = 3;
        var rest = (int)flags & ~AccessMode;
        var mode = (int)flags & AccessMode;
        Constant(Words.OpenFlags, (OpenFlags)mode);
        foreach (var flag in s_flags)
        {
            if ((rest & (int)flag) != (int)flag) continue;
            Char('|').Constant(Words.OpenFlags, flag);
            rest &= ~(int)flag;
        }

        return rest == 0 ? this : Text("|0x").Hex((uint)rest, 8);
    }

    // O_SYNC holds the bit of O_DSYNC and so comes first.
    private static readonly OpenFlags[] s_flags =
    [
        AioSpec.OpenFlags.O_CREAT, AioSpec.OpenFlags.O_TRUNC, AioSpec.OpenFlags.O_APPEND, AioSpec.OpenFlags.O_NONBLOCK,
        AioSpec.OpenFlags.O_SYNC, AioSpec.OpenFlags.O_DSYNC,
    ];
}
