using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// The text form of a <see cref="Call"/>, as C would write it: <c>aio_read(r1, fd=3, offset=100, nbytes=5)</c>. The same in
/// Programs and Histories: docs/formats.md.
/// </summary>
public static class CallText
{
    /// <summary>The names of all calls, without those of LFS64.</summary>
    public static IReadOnlyList<string> Names => Verbs.Names;

    /// <summary>Prints it.</summary>
    public static string Print(Call call)
    {
        var builder = new LineBuilder();
        Print(builder, call);
        return builder.ToString();
    }

    /// <summary>Reads it back: <c>Parse(Print(call))</c> equals <c>call</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file it stands in, for messages.</param>
    /// <param name="line">Its line there.</param>
    /// <param name="column">The column of its first character.</param>
    /// <exception cref="TextFormatError">The text is not a call.</exception>
    public static Call Parse(string text, string file = "call", int line = 1, int column = 1)
    {
        var cursor = new Cursor(new Source(file), text, line, column);
        var call = Read(ref cursor);
        cursor.End();
        return call;
    }

    internal static void Print(LineBuilder b, Call call)
    {
        var verb = Verbs.Of(call);
        b.Text(verb.Name);
        if (verb.Lfs64 && call.Lfs64) b.Text("64");
        b.Char('(');
        verb.Print(b, call);
        b.Char(')');
    }

    internal static Call Read(ref Cursor c)
    {
        var at = c.Here;
        var name = c.Word("a call");
        if (!Verbs.TryGet(name, out var found)) throw c.Unknown(at, name, "call", Verbs.Names);
        c.Expect('(');
        var call = found.Verb.Read(ref c);
        c.Expect(')');
        return found.Lfs64 ? call with { Lfs64 = true } : call;
    }
}
