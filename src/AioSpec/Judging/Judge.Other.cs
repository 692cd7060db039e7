using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>Calls around asynchronous I/O: files, signals, threads, processes.</summary>
public sealed partial class Judge
{
    private readonly HashSet<string> _freed = [];

    /// <summary>The descriptors that the child of a fork inherits, once there is one.</summary>
    private KnownDescriptors? _forked;

    private bool _freedInNotification;

    /// <summary>exec or exit was called: the process is gone.</summary>
    private Tell? _gone;

    private void BeginOther(KnownThread thread, OpenCall open)
    {
        var descriptors = _known.Descriptors[thread.Process];
        open.On = FildesOf(open.Call) is { } fildes ? descriptors.Find(fildes.Number) : null;
        Moves(open)?.BeginOffset();
        switch (open.Call)
        {
            case Close c: BeginClosing(thread, c.Fildes.Number, Tell.ClosedSince); break;
            case Dup2 c when c.Fildes != c.Fildes2: BeginReplacing(thread, c); descriptors.Opening++; break;
            case Open or Dup or Pipe or Socketpair: descriptors.Opening++; break;
            case Shutdown c when descriptors.Find(c.Fildes.Number)?.Output is { } output: BeginShutdown(output); break;
            case Write c when open.On is { } on: open.Effect = BeginWrite(on, c.Bytes, on.Offset, on.Is.Appends); break;
            case Pwrite c when open.On is { } on: open.Effect = BeginWrite(on, c.Bytes, c.Offset, appends: false); break;
            case AioInitCall c: _known.ThreadsAllowed = Math.Max(1, c.Hints.Threads); break;
            // What it lets through may come before it has returned.
            case Sigmask { Change: MaskChange.SIG_UNBLOCK } c: Mask(thread, c); break;
            case Ftruncate { Length: >= 0 } c when open.On?.File is { } file: open.Effect = (BeginTruncation(file, c.Length), null); break;
            case Read or Pread: open.On?.Stream?.BeginRead(); open.Read = open.On?.File?.BeginRead(_known.Now, 0, long.MaxValue); break;
            case Sigwait c: open.Deadline = DeadlineOf(c.Timeout); break;
            case Kill c: open.Sent = _senders.Send(c.Signo, SignalCode.SI_USER, default, _known.Now); NoteIgnored(c.Signo); break;
            case Sigqueue c: open.Sent = _senders.Send(c.Signo, SignalCode.SI_QUEUE, c.Value, _known.Now); NoteIgnored(c.Signo); break;
            case ClockStep: NoteClockStep(); break;
            case Exec: _gone = Tell.ExecCalled; CoverAll(); _known.ProcessEnds(); break;
            case Exit: _gone = Tell.ExitCalled; CoverAll(); _known.ProcessEnds(); break;
            case Siglongjmp: Unwind(thread); break;
        }

        if (FildesOf(open.Call) is { } number && descriptors.Next(number.Number) is { } next) IsOfEither(open, next);
    }

    /// <summary>The descriptor of a synchronous call on a file.</summary>
    private static Fd? FildesOf(Call call) => call switch
    {
        Write c => c.Fildes,
        Pwrite c => c.Fildes,
        Ftruncate c => c.Fildes,
        Lseek c => c.Fildes,
        Read c => c.Fildes,
        Pread c => c.Fildes,
        Fsync c => c.Fildes,
        _ => null,
    };

    private void EndOther(KnownThread thread, OpenCall open, Result result)
    {
        var descriptors = _known.Descriptors[thread.Process];
        var succeeded = result.Value >= 0;
        switch (open.Call)
        {
            case Close c: descriptors.EndClose(c.Fildes.Number, _known.Now, succeeded); break;
            case Open c: descriptors.Opening--; if (succeeded) Opened(descriptors, c, (int)result.Value); break;
            case Dup c: descriptors.Opening--; if (succeeded && descriptors.Find(c.Fildes.Number) is { } on) Give(descriptors, (int)result.Value, on); break;
            case Dup2 c when c.Fildes != c.Fildes2: EndDup2(descriptors, c, succeeded); break;
            case Pipe c: descriptors.Opening--; if (succeeded && result.Second is { } second) OpenedPair(descriptors, _known.Files.Pipe(c), (int)result.Value, second); break;
            case Socketpair c: descriptors.Opening--; if (succeeded && result.Second is { } other) OpenedPair(descriptors, _known.Files.Sockets(c), (int)result.Value, other); break;
            case Shutdown c when succeeded && descriptors.Find(c.Fildes.Number)?.Output is { } output: if (output.Shut.GoneBy > _known.Now) output.Shut.GoneBy = _known.Now; break;
            case Lseek or Ftruncate or Write or Pwrite or Read or Pread or Fsync when open.Perhaps is not null: EndOfEither(open); break;
            case Lseek: open.On?.EndOffset(succeeded ? result.Value : open.On.Offset); break;
            case Ftruncate or Write or Pwrite: EndEffect(open, result); break;
            case Read: CheckRead(open.On, null, open, result); break;
            case Pread c: CheckRead(open.On, c.Offset, open, result); break;
            case Fsync: if (succeeded) open.On?.File?.Platter?.Synchronized(open.Invoked, queued: false); break;
            case Kill or Sigqueue: open.Sent!.Returned = _known.Now; break;
            case Sigaction c: if (succeeded) _senders.Dispose(c); break;
            case Sigmask c: Mask(thread, c); break;
            case Sigwait: if (result.Value > 0) Taken(thread, result); break;
            case Look c: if (result.Bytes is { } bytes) CheckLook(thread, c, bytes); break;
            case Poison c: if (_known.Current(thread.Process, c.Cb) is { } stored && _known.Complete(stored.Index, Model.When.Entry) == Truth.Yes) stored.Poison = c.Bytes; break;
            case Free c: _freed.Add(c.Cb); _freedInNotification |= thread.HandlerDepth > 0 || thread.IsCallback; break;
            case PthreadCancel c: (_known.Thread(c.Thread).CanceledBy, _known.Thread(c.Thread).CanceledEvent) = (_known.Now, _known.Now.Sequence); break;
            case Sysconf or Fpathconf or SchedGetparam: CheckLimits(thread, open.Call, result); break;
            case Fork: NoteFork(); break;
        }
    }

    private void BeginClosing(KnownThread thread, int fd, Tell tell)
    {
        _known.Descriptors[thread.Process].BeginClose(fd, tell, _known.Now);
        foreach (var request in _known.OutstandingRequests)
        {
            if (request.Process != thread.Process || request.Info.Block.Fildes.Number != fd) continue;
            if (request.Returned == Moment.Never) (request.Info.Open, request.Rules) = (Truth.Maybe, null);
            request.Tells.Add(tell);
            if (MayCancel(CloseRules.Close, request)) request.Cancelers++;
        }

        foreach (var request in _known.CurrentRequests)
        {
            if (request.Process == thread.Process && request.Info.Block.Fildes.Number == fd && request.Returned != Moment.Never) request.Tells.Add(tell);
        }
    }

    /// <summary>The open file description whose offset the call moves.</summary>
    private static KnownDescription? Moves(OpenCall open) => MovesOffset(open.Call) ? open.On : null;

    private static bool MovesOffset(Call call) => call is Lseek or Read or Write;

    private void EndDup2(KnownDescriptors descriptors, Dup2 call, bool succeeded)
    {
        descriptors.Opening--;
        var on = descriptors.Find(call.Fildes.Number);
        descriptors.EndClose(call.Fildes2.Number, _known.Now, succeeded);
        if (succeeded && on is not null) Give(descriptors, call.Fildes2.Number, on);
    }

    private void Opened(KnownDescriptors descriptors, Open call, int fd)
    {
        var on = _known.Files.Open(call);
        Give(descriptors, fd, on);
        if ((call.Flags & OpenFlags.O_TRUNC) == 0 || on.File is not { } file) return;
        var truncation = BeginTruncation(file, 0);
        file.End(truncation, _known.Now);
        file.Settle(_known.Soonest);
    }

    private void OpenedPair(KnownDescriptors descriptors, (KnownDescription First, KnownDescription Second) made, int first, int second)
    {
        Give(descriptors, first, made.First);
        Give(descriptors, second, made.Second);
    }

    /// <summary>The number names this from now on: of what is just being done with it nobody can say whether it still found what it named before.</summary>
    private void Give(KnownDescriptors descriptors, int fd, KnownDescription description)
    {
        AreOfEither(descriptors, fd, description);
        descriptors.Open(fd, description, _known.Now);
    }

    private void BeginReplacing(KnownThread thread, Dup2 call)
    {
        var descriptors = _known.Descriptors[thread.Process];
        BeginClosing(thread, call.Fildes2.Number, Tell.ReplacedSince);
        if (descriptors.Find(call.Fildes.Number) is not { } next) return;
        descriptors.Replace(call.Fildes2.Number, next);
        AreOfEither(descriptors, call.Fildes2.Number, next);
    }

    private void BeginShutdown(KnownStream output)
    {
        if (output.Shut.GoneFrom > _known.Now) output.Shut.GoneFrom = _known.Now;
    }

    private (KnownWrite?, StreamWrite?) BeginWrite(KnownDescription on, Data bytes, long? offset, bool appends)
    {
        if (!on.Is.CanWrite || on.File is { IsUnknown: true } || on.Stream is { IsUnknown: true }) return (null, null);
        if (on.StreamOf(RequestKind.Write) is { } stream) return (null, stream.Begin(bytes, _known.Now, null));
        if (on.File is not { } file) return (null, null);
        if (offset is null && !appends) file.Doubt ??= "a write at a file offset that asynchronous I/O left unspecified (SUB-14)";
        var data = appends ? bytes : UpToLastOffset(bytes, offset ?? 0);
        var write = new KnownWrite
        {
            Offset = appends ? -1 : offset ?? 0,
            Data = data,
            Begin = _known.Now,
            Most = data.Length,
            IsAppend = appends,
            IsSynchronized = on.Is.IsSynchronized,
            Order = _known.Submissions,
        };
        file.Begin(write);
        return (write, null);
    }

    private KnownWrite BeginTruncation(KnownFile file, long length)
    {
        var truncation = new KnownWrite { Offset = length, Data = Data.Empty, Begin = _known.Now, Most = 0, IsTruncation = true, Order = _known.Submissions };
        file.Begin(truncation);
        return truncation;
    }

    private void EndEffect(OpenCall open, Result result)
    {
        var (write, into) = open.Effect;
        var moved = Math.Max(0, result.Value);
        if (open is { Call: Write, On: { OffsetDisturbed: true, Is.Appends: false, File: { } file } }) file.Doubt ??= "calls that move the file offset overlap in time";
        if (open is { Call: Write, On: { } on }) on.EndOffset(on.Offset + moved);
        if (into is not null)
        {
            into.Sure = Math.Min(moved, into.Most);
            (into.Most, into.End) = (Math.Max(into.Sure, into.Consumed), _known.Now);
        }


        if (write is null) return;
        if (!write.IsTruncation) write.Sure = write.Most = Math.Min(moved, write.Data.Length);
        else if (result.Value < 0) open.On?.File?.Drop(write);
        if (write.IsOpen) open.On!.File!.End(write, _known.Now);
        open.On?.File?.Settle(_known.Soonest);
    }

    /// <summary>A synchronous read sees what is there, as a request would.</summary>
    private void CheckRead(KnownDescription? on, long? offset, OpenCall open, Result result)
    {
        if (on is null) return;
        if (open.Read is { } read) read.End();
        var start = offset ?? on.Offset;
        if (offset is null) on.EndOffset(on.Offset + Math.Max(0, result.Value));
        if (result.Value < 0 || result.Bytes is not { } bytes) return;
        var tells = default(TellSet);
        if (on.Stream is { IsUnknown: false } stream)
        {
            if (bytes.Length > 0 && stream.Take(bytes, alone: stream.Reads.Count == 0) is { } tell && !stream.Leaks) tells.Add(tell);
        }
        else if (on.Is.HoldsNothing) tells = TellsOfZeros(bytes);
        else if (on.File is { IsJudged: true } file && start is >= 0 and var at)
        {
            var window = new Window(open.Invoked, _known.Now);
            if (bytes.Length > 0 && !file.Fits(at, bytes, window)) tells = WhatElse(null, file, at, bytes, window);
        }

        _known.BytesTell = tells;
        _known.Apply(on.Stream is null ? DataRules.Read : DataRules.Final, new Scope(-1, -1, new Outcome(bytes.Length)) { Bytes = bytes });
        _known.BytesTell = default;
    }

    private void NoteIgnored(Signo signo)
    {
        if (!_senders.IsIgnored(signo)) return;
        foreach (var thread in _known.Threads)
        {
            if (thread.Interrupted is { } open) open.IgnoredSignalSent = true;
        }
    }

    private void NoteClockStep()
    {
        foreach (var thread in _known.Threads)
        {
            if (thread.Interrupted is { } open) open.ClockStepped = true;
        }
    }

    private void CoverAll()
    {
        foreach (var request in _known.OutstandingRequests)
        {
            if (MayCancel(CloseRules.Exit, request)) request.Cancelers++;
        }
    }

    private bool MayCancel(Rule rule, KnownRequest request) => rule.Permits(_known, new Scope(request.Index, -1, new Outcome(1)));

    private void NoteFork()
    {
        foreach (var request in _known.OutstandingRequests) request.Tells.Add(Tell.Forked);
    }

    private void CheckCanceledThread(KnownThread thread, OpenCall open) => PutSeen(
        ThreadRules.Return, new Scope(-1, thread.Index, default) { Call = open.Call }, $"{thread.Name} returned from {Text.CallText.Print(open.Call)}", thread.CanceledEvent);

    private static void Mask(KnownThread thread, Sigmask call)
    {
        var set = call.Set.IsDefaultOrEmpty ? ulong.MaxValue : 0;
        foreach (var signo in call.Set.IsDefault ? [] : call.Set) set |= 1UL << (signo.Number - 1);
        thread.Mask = call.Change == MaskChange.SIG_BLOCK ? thread.Mask | set : thread.Mask & ~set;
    }

    /// <summary>siglongjmp leaves the handler and the call below it.</summary>
    private void Unwind(KnownThread thread)
    {
        var handler = thread.Frames.LastIndexOf(null);
        if (handler < 0) return;
        var first = Math.Max(0, handler - 1);
        for (var i = first; i < thread.Frames.Count; i++) _known.Release(thread.Frames[i]);
        thread.Frames.RemoveRange(first, thread.Frames.Count - first);
        thread.HandlerDepth--;
        thread.Mask = thread.SavedMasks.Pop();
    }

    private void CheckLimits(KnownThread thread, Call call, Result result)
    {
        var outcome = new Outcome(result.Value, result.Errno);
        Put(LimitRules.Rule, new Scope(-1, thread.Index, outcome) { Call = call });
    }
}
