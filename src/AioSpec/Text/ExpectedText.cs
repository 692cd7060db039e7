using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// What a call is expected to return: <c>== 0|EINPROGRESS</c>, <c>== -1 EBADF|EINVAL</c>, <c>== 5 "hello" @ 3s</c>. A star
/// stands where any value will do, <c>{}</c> for a set without members.
/// </summary>
internal static class ExpectedText
{
    public static void Print(LineBuilder b, Expected expected, Call? call)
    {
        var isFree = expected is { Values: null, Errnos: null, Bytes: null };
        if (!isFree || expected.AtNanoseconds is null)
        {
            b.Text(" ==");
            if (expected.Values is { } values) Set(b.Char(' '), values, (b, value) => ValueText.Value(b, value, call));
            else if (isFree || expected.Errnos is not null) b.Text(" *");
            if (expected.Errnos is { } errnos) Errnos(b.Char(' '), errnos);
            if (expected.Bytes is { } bytes) DataText.Print(b.Char(' '), bytes);
        }

        if (expected.AtNanoseconds is { } at) b.Text(" @ ").Duration(at);
    }

    /// <summary>Reads it where it stands; null where neither <c>==</c> nor <c>@</c> does.</summary>
    public static Expected? Read(ref Cursor c)
    {
        var hasResult = c.Take("==");
        var expected = hasResult ? Result(ref c) : new Expected();
        if (c.Take('@')) return expected with { AtNanoseconds = c.Length() };
        return hasResult ? expected : null;
    }

    /// <summary>A set of error numbers: <c>0|ECANCELED</c>.</summary>
    public static void Errnos(LineBuilder b, ImmutableArray<Errno> errnos) =>
        Set(b, errnos, (b, errno) => b.Constant(Words.Errnos, errno));

    public static ImmutableArray<Errno> ReadErrnos(ref Cursor c) => ReadSet(ref c, ValueText.ReadErrno);

    private static Expected Result(ref Cursor c)
    {
        if (c.AtEnd || c.Peek() == '@') throw c.Unexpected("values, data, or *");
        var expected = new Expected();
        var isAny = c.Take('*');
        if (!isAny && !DataText.IsNext(ref c)) expected = expected with { Values = ReadSet(ref c, ValueText.ReadValue) };
        if (!c.AtEnd && c.Peek() != '@' && !DataText.IsNext(ref c)) expected = expected with { Errnos = ReadErrnos(ref c) };
        return DataText.IsNext(ref c) ? expected with { Bytes = DataText.Read(ref c) } : expected;
    }

    private static void Set<T>(LineBuilder b, ImmutableArray<T> set, Func<LineBuilder, T, LineBuilder> print)
    {
        if (set.IsDefaultOrEmpty) { b.Text("{}"); return; }
        for (var i = 0; i < set.Length; i++) print(i == 0 ? b : b.Char('|'), set[i]);
    }

    private delegate T Reader<T>(ref Cursor cursor);

    private static ImmutableArray<T> ReadSet<T>(ref Cursor c, Reader<T> read)
    {
        if (c.Take("{}")) return [];
        var set = ImmutableArray.CreateBuilder<T>();
        do set.Add(read(ref c)); while (c.Take('|'));
        return set.DrainToImmutable();
    }
}
