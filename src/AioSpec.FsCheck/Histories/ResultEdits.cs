using AioSpec.FsCheck.Generation;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck;

/// <summary>Edits of what calls return, and of the files at the end.</summary>
internal static class ResultEdits
{
    private static readonly Errno[] s_errnos =
    [
        Errno.EINVAL, Errno.EBADF, Errno.EAGAIN, Errno.EINTR, Errno.EIO, Errno.ECANCELED, Errno.EINPROGRESS, Errno.ENOSPC, Errno.EPERM, Errno.EISDIR,
    ];

    /// <summary>The function value becomes a neighbour of it, 0, or a failure.</summary>
    public static EditedHistory? Value(History history, Draw draw)
    {
        if (Pick(history, draw, _ => true) is not { } at) return null;
        var (index, result) = at;
        if (result.Value < 0) return With(history, index, new Result(0), $"-1 becomes 0");
        var other = draw.Below(4) switch
        {
            0 => result with { Value = result.Value + 1 },
            1 when result.Value > 0 => result with { Value = result.Value - 1 },
            2 when result.Value > 0 => result with { Value = 0 },
            _ => Result.Fail(draw.PickFrom(s_errnos)),
        };
        return With(history, index, other, $"{Text(result)} becomes {Text(other)}");
    }

    /// <summary>errno becomes another.</summary>
    public static EditedHistory? ErrorNumber(History history, Draw draw)
    {
        if (Pick(history, draw, r => r.Value == -1 && r.Errno != Errno.None) is not { } at) return null;
        var other = draw.PickFrom([.. s_errnos.Where(e => e != at.Result.Errno)]);
        return With(history, at.Index, at.Result with { Errno = other }, $"{at.Result.Errno} becomes {other}");
    }

    /// <summary>What aio_error said becomes another status.</summary>
    public static EditedHistory? Status(History history, Draw draw)
    {
        var asked = Answers<AioError>(history);
        if (asked.Count == 0) return null;
        var index = draw.PickFrom(asked);
        var before = ((Return)history.Events[index]).Result;
        long[] statuses = [0, (long)Errno.EINPROGRESS, (long)Errno.ECANCELED, (long)Errno.EIO];
        var other = new Result(draw.PickFrom([.. statuses.Where(s => s != before.Value)]));
        return With(history, index, other, $"aio_error says {other.Value}, not {Text(before)}");
    }

    /// <summary>A byte that a read brought becomes another.</summary>
    public static EditedHistory? Byte(History history, Draw draw)
    {
        if (Pick(history, draw, r => r.Bytes is { Length: > 0 }) is not { } at) return null;
        var (bytes, position) = Flip(at.Result.Bytes!, draw);
        return With(history, at.Index, at.Result with { Bytes = bytes }, $"byte {position} is another");
    }

    /// <summary>A byte of a file at the end becomes another, or the file is shorter.</summary>
    public static EditedHistory? FileByte(History history, Draw draw)
    {
        var files = HistoryEdits.Places<FinalFile>(history, f => f.Content.Length > 0);
        if (files.Count == 0) return null;
        var index = draw.PickFrom(files);
        var file = (FinalFile)history.Events[index];
        if (draw.Chance(30))
        {
            return HistoryEdits.Replace(history, index, file with { Content = file.Content.Slice(0, file.Content.Length - 1) }, $"{file.Path} lacks its last byte");
        }

        var (bytes, position) = Flip(file.Content, draw);
        return HistoryEdits.Replace(history, index, file with { Content = bytes }, $"byte {position} of {file.Path} is another");
    }

    /// <summary>The places of the returns of calls of this type.</summary>
    internal static List<int> Answers<T>(History history) where T : Call
    {
        var open = new Dictionary<string, Stack<Call>>(StringComparer.Ordinal);
        var found = new List<int>();
        for (var i = 0; i < history.Events.Length; i++)
        {
            var e = history.Events[i];
            if (!open.TryGetValue(e.Thread, out var calls)) open[e.Thread] = calls = new Stack<Call>();
            if (e is Invoke invoke) calls.Push(invoke.Call);
            if (e is Return && calls.TryPop(out var call) && call is T) found.Add(i);
        }

        return found;
    }

    private static (int Index, Result Result)? Pick(History history, Draw draw, Func<Result, bool> fits)
    {
        var places = HistoryEdits.Places<Return>(history, r => fits(r.Result));
        if (places.Count == 0) return null;
        var index = draw.PickFrom(places);
        return (index, ((Return)history.Events[index]).Result);
    }

    private static EditedHistory With(History history, int index, Result result, string what) =>
        HistoryEdits.Replace(history, index, (Return)history.Events[index] with { Result = result }, what);

    private static (Data Data, long Position) Flip(Data data, Draw draw)
    {
        var position = draw.Below((int)Math.Min(data.Length, int.MaxValue));
        var other = Data.Of([(byte)(data[position] ^ draw.Pick(0x01, 0x80, 0xFF))]);
        return (Data.Concat(data.Slice(0, position), other, data.Slice(position + 1, data.Length - position - 1)), position);
    }

    private static string Text(Result result) => result.Value == -1 ? $"-1 {result.Errno}" : result.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
