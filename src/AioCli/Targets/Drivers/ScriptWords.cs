using System.Globalization;
using System.Text;
using AioSpec;

namespace AioCli.Targets.Drivers;

/// <summary>Writes the words of a script: numbers, constants by their names, bytes.</summary>
internal sealed class ScriptWords
{
    private static readonly OpenFlags[] s_flags =
        [OpenFlags.O_CREAT, OpenFlags.O_TRUNC, OpenFlags.O_APPEND, OpenFlags.O_NONBLOCK, OpenFlags.O_SYNC, OpenFlags.O_DSYNC];

    private readonly StringBuilder _text = new();

    /// <summary>What has been written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A word as it is.</summary>
    public ScriptWords Word(string word)
    {
        if (_text.Length > 0 && _text[^1] != '\n') _text.Append(' ');
        _text.Append(word);
        return this;
    }

    /// <summary>An integer.</summary>
    public ScriptWords Word(long number) => Word(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A size.</summary>
    public ScriptWords Word(ulong number) => Word(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A truth.</summary>
    public ScriptWords Word(bool value) => Word(value ? 1 : 0);

    /// <summary>The end of a line.</summary>
    public ScriptWords Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>A constant by its name, or by its number where it has none.</summary>
    public ScriptWords Constant<T>(T value)
        where T : struct, Enum => Word(value.ToString());

    /// <summary>Flags of open.</summary>
    public ScriptWords Flags(OpenFlags flags)
    {
        const OpenFlags access = OpenFlags.O_WRONLY | OpenFlags.O_RDWR;
        var words = new List<string> { (flags & access) is var mode && (int)mode == 3 ? "3" : mode.ToString() };
        var rest = flags & ~access;
        foreach (var flag in s_flags)
        {
            if ((rest & flag) != flag) continue;
            words.Add(flag.ToString());
            rest &= ~flag;
        }

        if (rest != 0) words.Add(((int)rest).ToString(CultureInfo.InvariantCulture));
        return Word(string.Join('|', words));
    }

    /// <summary>A time limit; null is a NULL pointer.</summary>
    public ScriptWords Timeout(Timespec? timeout) => timeout is { } t ? Word(t.Seconds).Word(t.Nanoseconds) : Word("NULL");

    /// <summary>A set of signals; an empty one is all.</summary>
    public ScriptWords Signals(IReadOnlyCollection<Signo> set)
    {
        Word(set.Count);
        foreach (var signo in set) Word(signo.ToString());
        return this;
    }

    /// <summary>Bytes; null is none.</summary>
    public ScriptWords Data(Data? data) => Word(data is null ? "-" : Pieces(data));

    private static string Pieces(Data data)
    {
        if (data.Length == 0) return "x";
        var text = new StringBuilder();
        foreach (var run in data.Runs)
        {
            if (text.Length > 0) text.Append('+');
            text.Append(run.Kind switch
            {
                RunKind.Fill => string.Create(CultureInfo.InvariantCulture, $"f{run.Value}*{run.Length}"),
                RunKind.Tag => string.Create(CultureInfo.InvariantCulture, $"t{run.Value}*{run.Length}@{run.Start}"),
                _ => "x" + Convert.ToHexStringLower(run.Bytes),
            });
        }

        return text.ToString();
    }
}
