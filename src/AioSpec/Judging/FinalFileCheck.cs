using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioSpec.Judging;

/// <summary>What the bytes of a regular file at the end tell.</summary>
internal static class FinalFileCheck
{
    /// <summary>How far bytes are searched for, to tell whose they are.</summary>
    private const long MostPlaces = 65536;

    public static TellSet Of(KnownFile file, Data content, Knowledge known, Action<string> doubt)
    {
        file.Settle(Moment.Never);
        var window = new Window(known.Now, known.Now);
        var appends = file.OpenAppends;
        return appends.Count > 0 ? WithAppends(file, content, window, appends, known, doubt) : Plain(file, content, window, known);
    }

    private static TellSet Plain(KnownFile file, Data content, Window window, Knowledge known)
    {
        var size = file.Size(window);
        var fits = content.Length >= size.Min && content.Length <= size.Max && file.Fits(0, content, window);
        return fits ? default : WhatElse(file, content, window, known);
    }

    private static TellSet WithAppends(
        KnownFile file, Data content, Window window, IReadOnlyList<KnownWrite> appends, Knowledge known, Action<string> doubt)
    {
        var start = file.Settled.Length;
        if (file.OpenChangesPast(start) is { Count: > 0 } placed) return Together(file, content, window, [.. appends, .. placed], known, doubt);
        var tells = default(TellSet);
        if (content.Length < start || !file.Fits(0, content.Slice(0, start), window)) return WhatElse(file, content, window, known);
        var records = appends.Select(RecordOf).ToList();
        var search = new Records(records, content, start, (a, b) => a.MustPrecede(b, known.Declared));
        if (search.Match()) return tells;
        if (search.GaveUp) { doubt($"bytes of {file.Path}: too many orders of appends to try"); return tells; }
        foreach (var (write, inList) in file.Refused)
        {
            if (write.Data.Length > 0 && IndexOf(content, write.Data, start) >= 0) tells.Add(inList ? Tell.BytesOfRejectedList : Tell.BytesOfRejectedWrite);
        }

        if (appends.Any(a => a.Request is { } r && r.Info.Block.Offset < start && HoldsItsBytes(content, a, r.Info.Block.Offset))) tells.Add(Tell.BytesOfAppendAtOffset);
        else tells.Add(Reordered(records, content, start) ?? Tell.AppendsDamaged);
        return tells;
    }

    /// <summary>Appends and other changes past the end overlap in time: one order of all of them that fits is enough.</summary>
    private static TellSet Together(KnownFile file, Data content, Window window, List<KnownWrite> changes, Knowledge known, Action<string> doubt)
    {
        var from = Math.Min(file.Settled.Length, content.Length);
        foreach (var change in changes)
        {
            if (change.IsTruncation) from = Math.Min(from, change.Offset);
        }

        changes.Sort((a, b) => a.Order.CompareTo(b.Order));
        var fits = file.Fits(0, content.Slice(0, from), window) && new ChangeOrders(changes, content, from, known.Declared).Match(file.Settled.ToExtents());
        if (!fits) doubt($"bytes of {file.Path}: appends and other changes past its end overlap in time");
        return default;
    }

    private static Record RecordOf(KnownWrite write) => new(
        write.Data, write.Sure, write.Most, write.Begin, write.End, write.Order, write.Request?.Info.Block.Reqprio ?? 0, write.Request);

    /// <summary>The bytes are not permitted: what they are instead.</summary>
    private static TellSet WhatElse(KnownFile file, Data content, Window window, Knowledge known)
    {
        var tells = default(TellSet);
        tells.Add(Tell.Misfit);
        var (from, to) = FirstMisfit(file, content, window);
        var stretch = to > from ? content.Slice(from, to - from) : Data.Empty;
        foreach (var (write, inList) in file.Refused)
        {
            var isThere = write.IsAppend
                ? write.Data.Length > 0 && IndexOf(content, write.Data, from) >= 0
                : HoldsItsBytes(content, write, write.Offset) || BeginsAt(content, write.Data, write.Offset, from);
            if (isThere) tells.Add(inList ? Tell.BytesOfRejectedList : Tell.BytesOfRejectedWrite);
        }

        if (Reordered(file, content, known) is { } reordered) { tells.Add(reordered); return tells; }
        foreach (var request in known.CurrentRequests)
        {
            // A write into a stream, or through a descriptor that is not for writing, is not among those of files.
            if (request.Write is not null || request.Info.Kind != RequestKind.Write || request.Info.Block.Buf is not { Length: > 0 } bytes) continue;
            if (IndexOf(content, bytes, from) < 0 && !BeginsAt(content, bytes, request.Info.Block.Offset, from)) continue;
            if (request.Tells.Has(Tell.ReplacedSince)) tells.Add(Tell.ReplacedSince);
            else if (request.Tells.Has(Tell.ClosedSince)) tells.Add(Tell.BytesOfOtherFile);
        }

        foreach (var write in known.Writes) NoteWriter(write, file, content, from, tells: ref tells);
        if (stretch.Length > 0 && file.IsGap(from) && stretch[0] != 0 && !known.Writes.Any(w => WroteAt(w, file, from, stretch[0]))) tells.Add(Tell.GapNotZero);
        if (stretch.Length > 0 && file.WritersAt(from) > 1) tells.Add(Tell.BytesOfNobody);
        return tells;
    }

    /// <summary>The appends are all there, whole, in another order: than that of the calls, or than that in which they were done.</summary>
    private static Tell? Reordered(KnownFile file, Data content, Knowledge known)
    {
        var records = new List<Record>();
        foreach (var write in known.Writes)
        {
            if (write.IsAppend && ReferenceEquals(write.Request?.On?.File, file)) records.Add(RecordOf(write));
        }

        var start = content.Length - records.Sum(r => r.Sure);
        return records.Count > 1 && start >= 0 ? Reordered(records, content, start) : null;
    }

    private static Tell? Reordered(List<Record> records, Data content, long start)
    {
        if (new Records(records, content, start, (a, b) => a.End < b.Begin).Match()) return Tell.AppendsReordered;
        return new Records(records, content, start, (_, _) => false).Match() ? Tell.AppendsDamaged : null;
    }

    private static void NoteWriter(KnownWrite write, KnownFile file, Data content, long from, ref TellSet tells)
    {
        if (write.Request is not { On: { } on } request || write.Data.Length == 0) return;
        var elsewhere = ReferenceEquals(on.File, file);
        if (elsewhere && write.IsAppend && request.Info.Block.Offset >= 0 && request.Info.Block.Offset != write.Offset && HoldsItsBytes(content, write, request.Info.Block.Offset))
        {
            tells.Add(Tell.BytesOfAppendAtOffset);
        }

        if (elsewhere && write.Sure == write.Data.Length && !HoldsItsBytes(content, write, write.Offset))
        {
            if (request.Tells.Has(Tell.ReplacedSince)) tells.Add(Tell.ReplacedSince);
            else if (request.Tells.Has(Tell.ClosedSince)) tells.Add(Tell.BytesOfOtherFile);
        }

        var place = IndexOf(content, write.Data, from);
        if (place < 0) return;
        if (request.Tells.Has(Tell.Forked)) tells.Add(Tell.Forked);
        if (elsewhere && place != write.Offset) tells.Add(write.IsAppend ? Tell.AppendsDamaged : Tell.BytesOfOtherPlace);
        if (!elsewhere) tells.Add(request.Tells.Has(Tell.ReplacedSince) ? Tell.ReplacedSince : Tell.BytesOfOtherFile);
    }

    private static bool WroteAt(KnownWrite write, KnownFile file, long position, byte value) =>
        ReferenceEquals(write.Request?.On?.File, file) && write.Offset >= 0 && position >= write.Offset
        && position < write.Offset + write.Data.Length && write.Data[position - write.Offset] == value;

    private static bool HoldsItsBytes(Data content, KnownWrite write, long offset)
    {
        if (offset < 0 || write.Data.Length == 0 || offset > content.Length - write.Data.Length) return false;
        return content.Slice(offset, write.Data.Length).Equals(write.Data);
    }

    /// <summary>Whether the byte at a place is the one that such a write has there: others may have gone over the rest of it.</summary>
    private static bool BeginsAt(Data content, Data bytes, long offset, long place) =>
        offset >= 0 && place < content.Length && place >= offset && place - offset < bytes.Length && content[place] == bytes[place - offset];

    /// <summary>Where such bytes stand that have a part behind a place: first there, then around it.</summary>
    private static long IndexOf(Data content, Data bytes, long from)
    {
        if (from <= content.Length - bytes.Length && content.Slice(from, bytes.Length).Equals(bytes)) return from;
        var start = Math.Max(0, from - bytes.Length + 1);
        for (var at = start; at + bytes.Length <= content.Length && at < start + MostPlaces; at++)
        {
            if (content[at] == bytes[0] && content.Slice(at, bytes.Length).Equals(bytes)) return at;
        }

        return -1;
    }

    /// <summary>From the first byte that does not fit to the end; found by halves, for a file is long and bytes fit one by one.</summary>
    private static (long From, long To) FirstMisfit(KnownFile file, Data content, Window window)
    {
        var (fits, misfits) = (0L, content.Length + 1);
        while (misfits - fits > 1)
        {
            var middle = fits + ((misfits - fits) / 2);
            if (file.Fits(fits, content.Slice(fits, middle - fits), window)) fits = middle;
            else misfits = middle;
        }

        return (fits, content.Length);
    }
}

/// <summary>What the bytes of a character special file at the end tell.</summary>
internal static class FinalStreamCheck
{
    public static TellSet Of(KnownStream stream, Data content, Knowledge known, Action<string> doubt)
    {
        var tells = default(TellSet);
        var records = stream.Written.ToList();
        if (Matches((a, b) => a.MustPrecede(b, known.Declared))) return tells;
        if (Matches((_, _) => false)) tells.Add(OrderRules.Prioritizes(known.Declared) ? Tell.EqualsReordered : Tell.AppendsReordered);
        else tells.Add(Tell.AppendsDamaged);
        return tells;

        bool Matches(Func<Record, Record, bool> mustPrecede)
        {
            var search = new Records(records, content, 0, mustPrecede);
            if (search.Match()) return true;
            if (search.GaveUp) doubt("too many orders of writes to try");
            return search.GaveUp;
        }
    }
}
