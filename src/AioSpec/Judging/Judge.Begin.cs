using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>What begins with a call.</summary>
public sealed partial class Judge
{
    private readonly List<(OpenCall Call, AioCancel Cancel, int Process)> _cancels = [];
    private int _lists;

    private void Begin(KnownThread thread, Call call)
    {
        var open = thread.Begin(call, _known.Now);
        thread.HasCalled |= thread.HandlerDepth == 0;
        switch (call)
        {
            case AioRead c: open.Members = Submit(thread, c.Cb, c.Block, RequestKind.Read).Alone; break;
            case AioWrite c: open.Members = Submit(thread, c.Cb, c.Block, RequestKind.Write).Alone; break;
            case AioFsync c: open.Members = Submit(thread, c.Cb, c.Block, RequestKind.Fsync, c.Operation).Alone; break;
            case LioListio c: BeginList(thread, open, c); break;
            case AioError c: open.Members = CurrentOf(thread, c.Cb); break;
            case AioReturn c: BeginReturn(thread, open, c); break;
            case AioSuspend c: BeginSuspend(thread, open, c); break;
            case AioCancel c: BeginCancel(thread, open, c); break;
            // The child may be heard of before the parent.
            case Fork: _forked = _known.Descriptors[thread.Process].Copy(); break;
            default: BeginOther(thread, open); break;
        }

        _known.Hold(open);
    }

    private KnownRequest Submit(
        KnownThread thread, string cb, ControlBlock block, RequestKind kind, SyncOperation operation = default, int list = -1)
    {
        var descriptors = _known.Descriptors[thread.Process];
        var on = descriptors.Find(block.Fildes.Number);
        var previous = _known.Current(thread.Process, cb);
        var request = _known.Submit(thread, new RequestInfo
        {
            Cb = cb,
            Submission = _known.Submissions,
            Kind = kind,
            Block = block,
            Operation = operation,
            Description = on?.Is,
            Open = descriptors.IsOpen(block.Fildes.Number, _known.Now),
            List = list,
            Thread = thread.Index,
            Reuses = previous is { Accepted: not Truth.No },
            ReusesUnreaped = previous is { Accepted: not Truth.No } && previous.ReapedFrom == Moment.Never,
            InNotification = thread.HandlerDepth > 0 || thread.IsCallback,
            SignalsBlocked = thread.Mask == ulong.MaxValue,
        }, on, previous);
        _senders.Announce(request);
        request.Rules = on?.Rules.Of(request.Info, _known.Declared);
        if (previous is not null) Supersede(previous);
        // The implementation may work on the block for the one that ought not to be, and for this one.
        request.IsInUseElsewhere = previous is { Tainted: true, Status: null } and ({ List: not null } or { IsInUseElsewhere: true });
        if (request.IsInUseElsewhere) _known.Taint(request);
        CoverByOpenCancels(thread, request);
        if (descriptors.Closing(block.Fildes.Number) is { } closing)
        {
            request.Tells.Add(closing);
            if (MayCancel(CloseRules.Close, request)) request.Cancelers++;
        }

        ListInOpenSuspends(thread, request);
        if (kind == RequestKind.Fsync) NoteCovered(request);
        else NoteEffect(request);
        if (kind != RequestKind.Fsync) OfferToOpenSyncs(thread, request);
        if (descriptors.Next(block.Fildes.Number) is { } next) IsOfEither(request, next);
        return request;
    }

    /// <summary>The block has a new request: nothing more will be learned of this one.</summary>
    private static void Supersede(KnownRequest request)
    {
        foreach (var obligation in request.Obligations ?? []) obligation.Over = true;
        request.Obligations = null;
        // A list that says EINVAL, or ought to, and goes on: its blocks are the program's again, and what it writes is not its own any more.
        if (request is { Tainted: true, Status: null, List: not null, On.File: { } file, Info.Kind: RequestKind.Write })
        {
            file.Doubt ??= "the block of a write was used again, for its list ought to have been refused";
        }

        EndEffects(request);
    }

    /// <summary>Nobody can see the bytes of the request any more: what it may have missed can settle.</summary>
    private static void EndEffects(KnownRequest request)
    {
        if (request.Read is { } read) read.End();
        if (request.On?.Stream is not { } stream || request.Info.Kind != RequestKind.Read || !stream.Reads.Remove(request)) return;
        // An unusable sigevent may be found when it is to be used, after the bytes were taken.
        stream.Leaks |= request.Status is not { } status || !DataRules.MovesNothing(status, isStream: true) || Arguments.IsOdd(request.Info.Block.SigEvent);
    }

    private void CoverByOpenCancels(KnownThread thread, KnownRequest request)
    {
        foreach (var (open, cancel, process) in _cancels)
        {
            if (process != thread.Process || cancel.Fildes.Number != request.Info.Block.Fildes.Number) continue;
            if (cancel.Cb is not null && cancel.Cb != request.Info.Cb) continue;
            request.Cancelers++;
            request.CancelTried = true;
            open.Members = [.. open.Members, Knowledge.Unknown];
        }
    }

    /// <summary>A listed block that is resubmitted during the wait may be waited for as well (R17).</summary>
    private void ListInOpenSuspends(KnownThread thread, KnownRequest request)
    {
        foreach (var other in _known.Threads)
        {
            if (other.Process != thread.Process) continue;
            foreach (var frame in other.Frames)
            {
                if (frame?.Call is not AioSuspend suspend || !suspend.List.Contains(request.Info.Cb)) continue;
                // Whether the call has still looked at the former request is open.
                var former = request.Previous?.Index ?? Knowledge.Unknown;
                frame.Members = [.. frame.Members.Where(m => m != former), Knowledge.Unknown];
            }
        }
    }

    /// <summary>What is queued on the file when aio_fsync is called (FSYNC-01).</summary>
    private void NoteCovered(KnownRequest sync)
    {
        var (same, other, perhaps) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var request in _known.OutstandingRequests)
        {
            if (request.Info.Kind is not (RequestKind.Read or RequestKind.Write) || request.Accepted == Truth.No || !OfOneFile(request, sync)) continue;
            var isSame = request.Info.Block.Fildes.Number == sync.Info.Block.Fildes.Number;
            (request.Accepted == Truth.Maybe ? perhaps : isSame ? same : other).Add(request.Index);
            request.Holders++;
        }

        (sync.CoveredSame, sync.CoveredOther, sync.PerhapsCovered) = ([.. same], [.. other], [.. perhaps]);
    }

    /// <summary>What is submitted while aio_fsync is called may be queued before it does its work.</summary>
    private void OfferToOpenSyncs(KnownThread thread, KnownRequest request)
    {
        foreach (var other in _known.Threads)
        {
            if (other == thread || other.Process != thread.Process) continue;
            foreach (var frame in other.Frames)
            {
                if (frame is not { Call: AioFsync, Members: [var open] } || open == Knowledge.Unknown) continue;
                var sync = _known.Request(open);
                if (!OfOneFile(request, sync)) continue;
                sync.PerhapsCovered = [.. sync.PerhapsCovered, request.Index];
                request.Holders++;
            }
        }
    }

    private static bool OfOneFile(KnownRequest request, KnownRequest sync) => request.Process == sync.Process
        && request.Info.Description is { } description && sync.Info.Description is { } file && description.File == file.File;

    private void NoteEffect(KnownRequest request)
    {
        if (request.On is not { } on) return;
        if (on.File is { IsUnknown: true } || on.Stream is { IsUnknown: true }) return;
        request.OffsetSought = on.Offset;
        if (request.Info.Kind == RequestKind.Read)
        {
            request.Read = on.File?.BeginRead(_known.Now, request.Info.Block.Offset, request.Info.Nbytes);
            if (on.Is.CanRead) on.Stream?.Reads.Add(request);
            on.Stream?.BeginRead();
            on.Offset = null;
            return;
        }

        on.Offset = null;
        if (!on.Is.CanWrite || request.Info.Kind != RequestKind.Write) return;
        var data = BytesToWrite(request.Info);
        if (request.Info.UsesOffset) data = UpToLastOffset(data, request.Info.Block.Offset);
        if (on.StreamOf(RequestKind.Write) is { } stream) request.StreamWrite = stream.Begin(data, _known.Now, request);
        if (on.File is not { } file || (request.Info.UsesOffset && request.Info.Block.Offset < 0)) return;
        request.Write = new KnownWrite
        {
            Offset = on.Is.Appends ? -1 : request.Info.Block.Offset,
            Data = data,
            Begin = _known.Now,
            Most = data.Length,
            IsAppend = on.Is.Appends,
            IsSynchronized = on.Is.IsSynchronized,
            Order = request.Info.Submission,
            Request = request,
        };
        file.Begin(request.Write);
    }

    /// <summary>What lies past the last offset there is cannot be written (WRITE-10).</summary>
    private static Data UpToLastOffset(Data data, long offset) => offset > long.MaxValue - data.Length ? data.Slice(0, long.MaxValue - offset) : data;

    /// <summary>The bytes of a write: as many of the buffer as aio_nbytes says.</summary>
    private static Data BytesToWrite(RequestInfo info)
    {
        var buffer = info.Block.Buf ?? Data.Empty;
        return info.Nbytes >= 0 && info.Nbytes < buffer.Length ? buffer.Slice(0, info.Nbytes) : buffer;
    }

    private static readonly int[] s_openWhich = [Knowledge.Unknown];

    /// <summary>The request of a block; where the block is being resubmitted at this moment, it is open which one is meant.</summary>
    private int[] CurrentOf(KnownThread thread, string cb)
    {
        if (_known.Current(thread.Process, cb) is not { Accepted: not Truth.No } request) return [];
        return MayBePrevious(request) ? s_openWhich : request.Alone;
    }

    /// <summary>The call that submits it is under way: the block may be the previous request's still.</summary>
    private static bool MayBePrevious(KnownRequest request) => request.Returned == Moment.Never && request.Previous is not null;

    private void BeginList(KnownThread thread, OpenCall open, LioListio call)
    {
        var index = _lists++;
        var elements = new List<int>();
        foreach (var element in call.List)
        {
            if (element is null) continue;
            if (element.Block.LioOpcode == LioOpcode.LIO_NOP)
            {
                if (_known.Current(thread.Process, element.Cb) is { } former) former.Rewritten |= former.Info.Block.Fildes != element.Block.Fildes;
                continue;
            }

            var kind = element.Block.LioOpcode switch
            {
                LioOpcode.LIO_READ => RequestKind.Read,
                LioOpcode.LIO_WRITE => RequestKind.Write,
                _ => RequestKind.Invalid,
            };
            elements.Add(Submit(thread, element.Cb, element.Block, kind, list: index).Index);
        }

        open.Members = [.. elements];
        open.List = new KnownList { Call = call, Index = index, Elements = open.Members, Incomplete = elements.Count, Process = thread.Process, Submitted = _known.Now, Event = _known.Now.Sequence };
        foreach (var element in elements) _known.Request(element).List = open.List;
        _known.Lists.Add(open.List);
        _senders.Announce(open.List);
    }

    private void BeginReturn(KnownThread thread, OpenCall open, AioReturn call)
    {
        open.Members = CurrentOf(thread, call.Cb);
        foreach (var member in open.Members)
        {
            if (member < 0) continue;
            var request = _known.Request(member);
            request.OpenReturns++;
            request.ReturnsOverlapped |= request.OpenReturns > 1;
        }

        // It may take the result at once, and return late: others may learn of it meanwhile.
        if (open.Members == s_openWhich && _known.Current(thread.Process, call.Cb) is { } perhaps)
        {
            perhaps.ReapedFrom = Moment.Earlier(perhaps.ReapedFrom, _known.Now);
        }
    }

    private void BeginSuspend(KnownThread thread, OpenCall open, AioSuspend call)
    {
        var alone = call.List is [{ } single];
        open.Members = alone && CurrentOf(thread, call.List[0]!) is [_] members ? members : ListedBy(thread, call);
        open.Deadline = DeadlineOf(call.Timeout);
        foreach (var member in open.Members)
        {
            if (member >= 0) _known.Request(member).Waits++;
        }
    }

    /// <summary>The current requests of the blocks, each once; a block without one may stand for any.</summary>
    private int[] ListedBy(KnownThread thread, AioSuspend call)
    {
        var members = new List<int>(call.List.Length);
        var unknown = false;
        foreach (var cb in call.List)
        {
            if (cb is null) continue;
            if (_known.Current(thread.Process, cb) is not { Accepted: not Truth.No } request) { unknown = true; continue; }
            if (request.Listed == _known.Now.Sequence) continue;
            request.Listed = _known.Now.Sequence;
            unknown |= MayBePrevious(request);
            members.Add(request.Index);
        }

        if (unknown) members.Add(Knowledge.Unknown);
        return [.. members];
    }

    private long? DeadlineOf(Timespec? timeout)
    {
        if (timeout is not { } t) return null;
        if (!t.IsValid) return _known.Now.Time;
        return t.TotalNanoseconds > long.MaxValue - _known.Now.Time ? long.MaxValue : _known.Now.Time + t.TotalNanoseconds;
    }

    private void BeginCancel(KnownThread thread, OpenCall open, AioCancel call)
    {
        var fd = call.Fildes.Number;
        open.ClosedBefore = _known.Descriptors[thread.Process].WasOpen(fd);
        var members = new List<int>();
        // Where the program has put another number into the block, it is not that of the submission (CANCEL-11).
        if (call.Cb is { } cb && _known.Current(thread.Process, cb) is not { Rewritten: true }) members.AddRange(CurrentOf(thread, cb));
        foreach (var request in _known.OutstandingRequests)
        {
            if (request.Process != thread.Process) continue;
            NoteNeighbour(request, fd, call.Cb, members);
            if (call.Cb is not null || request.Info.Block.Fildes.Number != fd) continue;
            // A request that may have been refused, or whose number has been closed since, may be asked for or not.
            var sure = request.Accepted == Truth.Yes && !request.Tells.Has(Tell.ClosedSince) && !request.Tells.Has(Tell.ReplacedSince);
            members.Add(sure ? request.Index : Knowledge.Unknown);
            request.OpenCancels++;
            open.Covers.Add(request);
        }

        if (call.Cb is null && _known.MayBeOn(thread.Process, fd)) members.Add(Knowledge.Unknown);
        if (call.Cb is { } one && _known.Current(thread.Process, one) is { Accepted: not Truth.No } asked)
        {
            open.Covers.Add(asked);
            asked.OpenCancels++;
        }

        open.Members = [.. members];
        _cancels.Add((open, call, thread.Process));
    }

    /// <summary>Circumstances of requests that an aio_cancel does not ask for.</summary>
    private void NoteNeighbour(KnownRequest request, int fd, string? cb, List<int> members)
    {
        var sameNumber = request.Info.Block.Fildes.Number == fd;
        if (cb is null && !sameNumber) request.Tells.Add(Tell.OtherDescriptorCanceled);
        if (cb is null || request.Info.Cb == cb || !sameNumber) return;
        // What becomes of one that is being canceled itself is no matter of its neighbour's.
        if (request.OpenCancels == 0) request.Tells.Add(Tell.NeighbourCanceled);
        if (members is [>= 0, ..] && _known.Request(members[0]).Info.Block == request.Info.Block) request.Tells.Add(Tell.TwinCanceled);
    }
}
