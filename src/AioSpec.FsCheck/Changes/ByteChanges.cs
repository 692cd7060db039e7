using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Changes;

/// <summary>Other bytes: of what a call brought, of a file at the end.</summary>
internal static class ByteChanges
{
    public static IEnumerable<History> Of(History history)
    {
        var blocks = Blocks(history).ToList();
        var positions = history.Events.OfType<Invoke>().Select(e => e.Call).OfType<Lseek>().Select(c => c.Offset).Append(0).Distinct().ToList();
        for (var i = 0; i < history.Events.Length; i++)
        {
            var changed = history.Events[i] switch
            {
                Return { Result.Bytes: { Length: > 0 } bytes } e => Others(bytes).Concat(Elsewhere(history, blocks, positions, bytes)).Select(b => (Event)(e with { Result = e.Result with { Bytes = b } })),
                FinalFile file => Others(file.Content).Concat(Lengths(history, file)).Concat(Written(history, blocks, file)).Select(b => (Event)(file with { Content = b })),
                _ => [],
            };
            foreach (var e in changed) yield return history with { Events = history.Events.SetItem(i, e) };
        }
    }

    /// <summary>Other bytes, as many: the first, the last, the halves the other way round.</summary>
    private static IEnumerable<Data> Others(Data data)
    {
        if (data.Length == 0) yield break;
        yield return With(data, 0);
        yield return With(data, data.Length - 1);
        yield return With(data, data.Length / 2);
        var half = data.Length / 2;
        yield return Data.Concat(data.Slice(half, data.Length - half), data.Slice(0, half));
        yield return Data.Fill(0, data.Length);
        var quarter = data.Length / 4;
        if (quarter == 0) yield break;
        yield return Data.Concat(data.Slice(0, quarter), data.Slice(half, data.Length - half), data.Slice(quarter, half - quarter));
        yield return Data.Concat(data.Slice(0, quarter), data.Slice(2 * quarter, quarter), data.Slice(quarter, quarter), data.Slice(3 * quarter, data.Length - (3 * quarter)));
    }

    /// <summary>Bytes from another place: of the file, of another write, of the buffer as it was before.</summary>
    private static IEnumerable<Data> Elsewhere(History history, List<ControlBlock> blocks, List<long> positions, Data data)
    {
        foreach (var bytes in blocks.Select(b => b.Buf!).Where(b => b.Length >= data.Length)) yield return bytes.Slice(0, data.Length);
        foreach (var file in history.Header.Files)
        {
            foreach (var position in positions.Where(p => p + data.Length <= file.Content.Length)) yield return file.Content.Slice(position, data.Length);
        }
    }

    /// <summary>With the bytes of a write at its offset, or behind the end.</summary>
    private static IEnumerable<Data> Written(History history, List<ControlBlock> blocks, FinalFile file)
    {
        var before = history.Header.Files.FirstOrDefault(f => f.Path == file.Path)?.Content ?? Data.Empty;
        foreach (var block in blocks.Where(b => b.Offset is >= 0 and < (1 << 24)))
        {
            yield return Over(file.Content, block.Offset, block.Buf!);
            yield return Over(before, block.Offset, block.Buf!);
            yield return Data.Concat(file.Content, block.Buf!);
        }
    }

    private static Data Over(Data data, long offset, Data bytes)
    {
        var head = data.Length >= offset ? data.Slice(0, offset) : Data.Concat(data, Data.Fill(0, offset - data.Length));
        var end = offset + bytes.Length;
        return end >= data.Length ? Data.Concat(head, bytes) : Data.Concat(head, bytes, data.Slice(end, data.Length - end));
    }

    private static IEnumerable<ControlBlock> Blocks(History history) => history.Events.OfType<Invoke>().SelectMany(e => e.Call switch
    {
        AioRead c => [c.Block],
        AioWrite c => [c.Block],
        LioListio c => c.List.OfType<ListElement>().Select(x => x.Block),
        _ => (IEnumerable<ControlBlock>)[],
    }).Where(b => b.Buf is { Length: > 0 });

    /// <summary>As it was at the start, without its beginning or end, or twice.</summary>
    private static IEnumerable<Data> Lengths(History history, FinalFile file)
    {
        var data = file.Content;
        if (history.Header.Files.FirstOrDefault(f => f.Path == file.Path) is { } before) yield return before.Content;
        yield return Data.Concat(data, Data.Fill(0, 1));
        if (data.Length == 0) yield break;
        var half = data.Length / 2;
        yield return data.Slice(0, data.Length - 1);
        yield return data.Slice(0, half);
        yield return data.Slice(half, data.Length - half);
        yield return Data.Concat(data, data);
    }

    private static Data With(Data data, long at) =>
        Data.Concat(data.Slice(0, at), Data.Of([(byte)(data[at] ^ 0x41)]), data.Slice(at + 1, data.Length - at - 1));
}
