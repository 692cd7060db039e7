using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>Which bytes a read brought, a buffer holds, and a file has in the end.</summary>
public sealed partial class Judge
{
    private void CheckBytes(KnownRequest request, Data bytes)
    {
        if (!BufferStays(request, bytes, request.SeenBytes is null ? null : request.SeenBytesEvent)) return;
        if (request.BytesJudged) return;
        request.BytesJudged = true;
        (request.SeenBytes, request.SeenBytesEvent) = (bytes, _known.Now.Sequence);
        _known.BytesTell = TellsOfRead(request, bytes);
        _known.Apply(DataRules.Read, new Scope(request.Index, -1, new Outcome(bytes.Length)) { Bytes = bytes });
        _known.BytesTell = default;
    }

    private TellSet TellsOfRead(KnownRequest request, Data bytes)
    {
        var tells = default(TellSet);
        if (request.On is not { } on || bytes.Length == 0) return tells;
        if (on.Stream is { IsUnknown: true }) return tells;
        if (on.Stream is { } stream)
        {
            stream.Reads.Remove(request);
            if (stream.Take(bytes, alone: stream.Reads.Count == 0) is not { } tell || stream.Leaks) return tells;
            tells.Add(tell);
            if (request.Tells.Has(Tell.ClosedSince)) tells.Add(Tell.BytesOfOtherFile);
            return tells;
        }

        if (on.Is.HoldsNothing) return TellsOfZeros(bytes);
        var offset = request.Info.Block.Offset;
        // Nothing is said of what a directory holds.
        if (on.File is not { IsJudged: true } file || file.Fits(offset, bytes, request.Span(_known.Now))) return tells;
        return WhatElse(request, file, offset, bytes, request.Span(_known.Now));
    }

    /// <summary>A device that holds nothing gives zeros, if anything.</summary>
    private static TellSet TellsOfZeros(Data bytes)
    {
        var tells = default(TellSet);
        if (!bytes.Equals(Data.Fill(0, bytes.Length))) tells.Add(Tell.Misfit);
        return tells;
    }

    /// <summary>The bytes are not permitted: what they are instead.</summary>
    private TellSet WhatElse(KnownRequest? request, KnownFile file, long offset, Data bytes, Window span)
    {
        var tells = default(TellSet);
        tells.Add(Tell.Misfit);
        if (request?.Info.Block.Buf is { } before && before.Length >= bytes.Length && before.Slice(0, bytes.Length).Equals(bytes)) tells.Add(Tell.BytesOfBufferBefore);
        if (request?.Previous?.SeenBytes is { } previous && previous.Equals(bytes)) tells.Add(Tell.PreviousResult);
        if (request?.OffsetSought is { } at && at != offset && file.Fits(at, bytes, span)) tells.Add(Tell.BytesAtFileOffset);
        else if (file.WasThere(offset, bytes, span.To) || _known.Writes.Any(w => w.Begin < span.To && w.Request?.Accepted != Truth.No && ReferenceEquals(w.Request?.On?.File, file) && HoldsAt(w, offset, bytes))) tells.Add(Tell.BytesStale);
        foreach (var (write, inList) in file.Refused)
        {
            if (HoldsAt(write, offset, bytes)) tells.Add(inList ? Tell.BytesOfRejectedList : Tell.BytesOfRejectedWrite);
        }

        if (request is null) return tells;
        if (request.Tells.Has(Tell.ClosedSince) || request.Tells.Has(Tell.ReplacedSince)) tells.Add(Tell.BytesOfOtherFile);
        return tells;
    }

    private void CheckLook(KnownThread thread, Look call, Data bytes)
    {
        if (_known.Current(thread.Process, call.Cb) is not { Tainted: false, Accepted: Truth.Yes } request) return;
        if (request.Poison is not null)
        {
            BufferStays(request, bytes, null);
            return;
        }

        var complete = _known.Complete(request.Index, Model.When.Entry) == Truth.Yes;
        if (!complete || request.Info.Kind != RequestKind.Read || request.Status != Errno.None) return;
        var range = Counts.Of(_known, request.Index);
        var length = Math.Min(bytes.Length, request.Result ?? (range.Min == range.Max ? range.Max : range.Min));
        var count = bytes.Slice(0, Math.Max(0, length));
        if (count.Length == 0) return;
        // How much of a stream a read took is told by aio_return alone; until then only that its bytes stay can be judged.
        if (request.On?.Stream is null || request.BytesJudged) CheckBytes(request, count);
        else if (request.SeenBytes is null) (request.SeenBytes, request.SeenBytesEvent) = (count, _known.Now.Sequence);
    }

    private bool BufferStays(KnownRequest request, Data bytes, long? seen)
    {
        var scope = new Scope(request.Index, -1, new Outcome(bytes.Length)) { Bytes = bytes };
        // The words are made once they are needed: most buffers stay, and there are as many as reads.
        return DataRules.Buffer.Permits(_known, scope) || PutSeen(DataRules.Buffer, scope, $"the buffer of {request.Info.Cb} holds {bytes}", seen);
    }

    private static bool HoldsAt(KnownWrite write, long offset, Data bytes)
    {
        var (from, to) = (Math.Max(offset, write.Offset), Math.Min(offset + bytes.Length, write.Offset + write.Data.Length));
        return write.Offset >= 0 && from < to && write.Data.Slice(from - write.Offset, to - from).Equals(bytes.Slice(from - offset, to - from));
    }

    /// <summary>What a read that is still under way may have missed cannot be told any more.</summary>
    private void EndReads()
    {
        foreach (var request in _known.CurrentRequests)
        {
            if (request.Read is { } read) read.End();
        }
    }

    private void CheckFinal(FinalFile final)
    {
        if (_known.Files.Find(final.Path) is not { } path) return;
        if (!_known.AtEnd) EndReads();
        _known.AtEnd = true;
        if (_crash is not null && path.File is { } survivor)
        {
            CheckSurvival(survivor, final.Content);
            return;
        }

        var tells = path switch
        {
            { File: { IsJudged: true } file } => FinalFileCheck.Of(file, final.Content, _known, Doubt),
            { Stream: { IsUnknown: false, Leaks: false, Reads.Count: 0 } stream } => FinalStreamCheck.Of(stream, final.Content, _known, Doubt),
            _ => default,
        };
        _known.BytesTell = tells;
        _known.Apply(DataRules.Final, new Scope(-1, -1, new Outcome(final.Content.Length)) { Bytes = final.Content });
        _known.BytesTell = default;
    }
}
