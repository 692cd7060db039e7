using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>
/// The events of a history from the notes of an image. What the recorder does not see (a file opened, a descriptor closed by
/// somebody's library, a mask changed for the length of a call) is told where it first shows, and so that it convicts nobody.
/// </summary>
internal sealed class RecordedEvents(RecordedNames names)
{
    private readonly RecordedCalls _calls = new(names);
    private readonly SortedDictionary<int, Identity> _open = [];
    private readonly SortedDictionary<int, ThreadSoFar> _threads = [];
    private readonly List<Event> _made = [];
    private readonly List<ProgramMisuse> _misuses = [];
    private long? _start;
    private long _now;
    private long _count;

    /// <summary>What the program did wrong, as far as the events were read.</summary>
    public IReadOnlyList<ProgramMisuse> Misuses => _misuses;

    /// <summary>The events, in their order; the last is an end.</summary>
    /// <param name="notes">The notes of one image.</param>
    /// <param name="end">How the recording of it ended.</param>
    public IEnumerable<Event> Of(IEnumerable<Note> notes, EndKind end)
    {
        foreach (var note in notes)
        {
            _start ??= note.Time;
            // The order of the notes is true; their times were read a little later.
            _now = Math.Max(_now, note.Time - _start.Value);
            Add(note);
            foreach (var made in _made) yield return made;
            _count += _made.Count;
            _made.Clear();
        }

        yield return new End(_now, end);
    }

    private void Add(in Note note)
    {
        var thread = Thread(note);
        switch (note.Kind)
        {
            case NoteKind.Thread: Mask(thread, note[0], block: true); break;
            case NoteKind.Sigmask: ChangeMask(thread, note); break;
            case NoteKind.Close: Close(thread, (int)note[0]); break;
            case NoteKind.Dup2: Close(thread, (int)note[1]); break;
            case NoteKind.Result: Return(thread, note); break;
            case NoteKind.SignalResult: SignalTaken(thread, note); break;
            case NoteKind.Caught: Caught(thread, note); break;
            case NoteKind.HandlerReturned: HandlerReturned(thread); break;
            case NoteKind.Callback: _made.Add(new CallbackStarted(_now, thread.Name, names.Function(note[0]), names.Value(note[1]))); break;
            case NoteKind.CallbackReturned: _made.Add(new CallbackReturned(_now, thread.Name)); break;
            case NoteKind.Longjmp: Jump(thread); break;
            case NoteKind.Misuse: _misuses.Add(new ProgramMisuse((MisuseKind)note[0], names.Block(note[1]), thread.Name, _now, _count)); break;
            default: Invoke(thread, note); break;
        }
    }

    private void Invoke(ThreadSoFar thread, in Note note)
    {
        if (_calls.Of(note) is not { } call) return;
        if (note.Kind is NoteKind.Read or NoteKind.Write or NoteKind.Fsync) See(thread, call, note.Words);
        if (call is AioCancel cancel) See(thread, cancel.Fildes.Number, Identity.Of(note.Words));
        if (call is LioListio) SeeElements(thread, note);
        _made.Add(new Invoke(_now, thread.Name, call));
        thread.Calls.Push(call);
    }

    private void See(ThreadSoFar thread, Call call, ReadOnlyMemory<ulong> words)
    {
        var fd = call switch
        {
            AioRead c => c.Block.Fildes,
            AioWrite c => c.Block.Fildes,
            _ => ((AioFsync)call).Block.Fildes,
        };
        See(thread, fd.Number, Identity.Of(words));
    }

    private void SeeElements(ThreadSoFar thread, in Note note)
    {
        for (var i = 0; i < note.Follow; i++)
        {
            var words = note.Following(i);
            var submitted = words.Span[0] != 0 && (LioOpcode)(int)(uint)words.Span[5] != LioOpcode.LIO_NOP;
            if (submitted) See(thread, (int)(uint)words.Span[1], Identity.Of(words));
        }
    }

    /// <summary>Opens in the history what is open and has not been used, and closes what was closed unseen.</summary>
    private void See(ThreadSoFar thread, int fd, Identity? identity)
    {
        if (_open.TryGetValue(fd, out var known))
        {
            if (known == identity) return;
            Call(thread, new Close(new Fd(fd)), Result.Zero);
            _open.Remove(fd);
        }

        if (identity is not { } now) return;
        Call(thread, new Open(names.File(now).Path, now.Flags), new Result(fd));
        _open[fd] = now;
    }

    private void Close(ThreadSoFar thread, int fd)
    {
        Call? call = _open.Remove(fd) ? new Close(new Fd(fd)) : null;
        if (call is not null) _made.Add(new Invoke(_now, thread.Name, call));
        thread.Calls.Push(call);
    }

    private void Return(ThreadSoFar thread, in Note note)
    {
        if (thread.Calls.Count == 0 || thread.Calls.Pop() is not { } call) return;
        var value = (long)note[0];
        var result = value == -1 ? Result.Fail((Errno)(int)note[1]) : new Result(call is Close ? 0 : value);
        _made.Add(new Return(_now, thread.Name, result));
    }

    private void SignalTaken(ThreadSoFar thread, in Note note)
    {
        if (thread.Calls.Count == 0 || thread.Calls.Pop() is null) return;
        var value = (long)note[0];
        var result = value < 0 ? Result.Fail((Errno)(int)note[1]) : new Result(value) { Code = (SignalCode)(int)note[2], SigValue = ValueOf(note, 2, 3) };
        _made.Add(new Return(_now, thread.Name, result));
    }

    private void Caught(ThreadSoFar thread, in Note note)
    {
        var signo = (int)note[0];
        // ppoll, sigsuspend and others change the mask while they wait.
        if ((thread.Mask >> (signo - 1) & 1) != 0) Mask(thread, 1UL << (signo - 1), block: false);
        thread.Masks.Push(thread.Mask);
        _made.Add(new SignalCaught(_now, thread.Name, new Signo(signo), (SignalCode)(int)note[1], ValueOf(note, 1, 2)));
    }

    private void HandlerReturned(ThreadSoFar thread)
    {
        if (thread.Masks.Count == 0) return;
        _made.Add(new HandlerReturned(_now, thread.Name));
        thread.Mask = thread.Masks.Pop();
    }

    private void Jump(ThreadSoFar thread)
    {
        if (thread.Masks.Count == 0) return;
        _made.Add(new Invoke(_now, thread.Name, new Siglongjmp()));
        thread.Masks.Pop();
        if (thread.Calls.Count > 0) thread.Calls.Pop();
        Mask(thread, ulong.MaxValue, block: false);
    }

    private void ChangeMask(ThreadSoFar thread, in Note note)
    {
        if (note[0] == 2) Mask(thread, ulong.MaxValue, block: false);
        Mask(thread, note[1], block: note[0] != 1);
        thread.Calls.Push(null);
    }

    private void Mask(ThreadSoFar thread, ulong bits, bool block)
    {
        var after = block ? thread.Mask | bits : thread.Mask & ~bits;
        if (after == thread.Mask) return;
        thread.Mask = after;
        var set = bits == ulong.MaxValue ? [] : RecordedCalls.Signals(bits);
        Call(thread, new Sigmask(block ? MaskChange.SIG_BLOCK : MaskChange.SIG_UNBLOCK, set), Result.Zero);
    }

    private void Call(ThreadSoFar thread, Call call, Result result)
    {
        _made.Add(new Invoke(_now, thread.Name, call));
        _made.Add(new Return(_now, thread.Name, result));
    }

    /// <summary>Only signals that are queued with a value have one.</summary>
    private SigVal ValueOf(in Note note, int code, int value) =>
        (SignalCode)(int)note[code] is SignalCode.SI_ASYNCIO or SignalCode.SI_QUEUE or SignalCode.SI_TIMER ? names.Value(note[value]) : default;

    private ThreadSoFar Thread(in Note note)
    {
        if (!_threads.TryGetValue(note.Thread, out var thread)) _threads[note.Thread] = thread = new ThreadSoFar(names.Thread(note));
        return thread;
    }

    /// <summary>A thread: the calls it is in (null is one that the history does not show), its mask, and those to come back to.</summary>
    private sealed class ThreadSoFar(string name)
    {
        public string Name { get; } = name;

        public Stack<Call?> Calls { get; } = [];

        public Stack<ulong> Masks { get; } = [];

        public ulong Mask { get; set; }
    }
}
