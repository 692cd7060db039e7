using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>
/// What is known of a target from its history so far: the judge's <see cref="IWorld"/>. Facts hold within bounds; what a
/// rule teaches narrows them. It draws no conclusions of its own.
/// </summary>
internal sealed partial class Knowledge : IWorld
{
    /// <summary>A member of a relation that stands for any request that may belong to it too: all is Maybe of it.</summary>
    public const int Unknown = -2;

    private readonly List<KnownRequest?> _requests = [];

    /// <summary>For each place of a request, that place alone: it stays when another request comes there.</summary>
    private readonly List<int[]> _alone = [];
    private const int MostSuperseded = 64;
    private const int MostLists = 64;

    private readonly Stack<int> _free = [];

    /// <summary>
    /// Those that are neither the latest of their block nor the one before, which are not even looked at; and of how many blocks there is
    /// one before.
    /// </summary>
    private readonly Queue<Former> _superseded = [];
    private int _previous;
    private readonly List<KnownRequest> _outstanding = [];
    private readonly List<KnownRequest> _tainted = [];
    private readonly KnownBlocks _blocks = new();
    private readonly Dictionary<string, KnownThread> _threadsByName = [];
    private KnownThread? _latestThread;
    private int _mostLists = MostLists;

    public Knowledge(HistoryHeader header)
    {
        Declared = header.Declaration;
        Files = new KnownFiles(header, promised => LossForbidden(promised) is not null);
        Descriptors.Add(new KnownDescriptors());
    }

    public Declaration Declared { get; private set; }

    public KnownFiles Files { get; }

    /// <summary>The process is about to be replaced, or over: what it has left may get no resources, a new thread for instance, any more.</summary>
    public void ProcessEnds() => Declared = Declared with { MayExhaust = true };

    /// <summary>Descriptors by process.</summary>
    public List<KnownDescriptors> Descriptors { get; } = [];

    public List<KnownThread> Threads { get; } = [];

    /// <summary>Lists whose notification or return may still matter.</summary>
    public List<KnownList> Lists { get; } = [];

    /// <summary>The moment of the event that is judged.</summary>
    public Moment Now { get; private set; }

    /// <summary>The time at which the event that is judged was noted.</summary>
    public long Stamp { get; private set; }

    /// <summary>No call that is to come begins before this moment, where the clock may have stamped it too early; else Never: after all.</summary>
    public Moment Soonest => Declared.ClockResolution == 0 ? Moment.Never : Moment.At(Stamp);

    /// <summary>The call of what is judged.</summary>
    public Moment Entry { get; set; }

    /// <summary>The history is over: what has not happened never will.</summary>
    public bool AtEnd { get; set; }

    /// <summary>Why the latest answer was definite.</summary>
    public Because Refuted { get; private set; }

    /// <summary>The latest failure of bytes to fit tells this.</summary>
    public TellSet BytesTell;

    public long Submissions { get; private set; }

    public IReadOnlyList<KnownRequest> OutstandingRequests => _outstanding;

    /// <summary>The writes of which something is still known.</summary>
    public IEnumerable<KnownWrite> Writes => CurrentRequests.Select(r => r.Write).OfType<KnownWrite>();

    public IEnumerable<KnownRequest> CurrentRequests => _requests.OfType<KnownRequest>();

    /// <summary>
    /// The next event. A call begins no earlier than its stamp says; all else may have come later by as much as the clock
    /// cannot tell, so that a return is before a call only where their stamps say so (<see cref="Declaration.ClockResolution"/>).
    /// </summary>
    public void Advance(Event e, long sequence)
    {
        Stamp = e.Time;
        var blur = e is Invoke ? 0 : Math.Min(Declared.ClockResolution, long.MaxValue - e.Time);
        Now = new Moment(e.Time + blur, sequence);
        Entry = Now;
        Refuted = default;
    }

    public KnownRequest Request(int index) => _requests[index]!;

    public KnownRequest? Current(int process, string cb) => _blocks.Current(process, cb);

    /// <summary>The thread of this name; one that was not seen before belongs to this process.</summary>
    public KnownThread Thread(string name, int process = 0)
    {
        if (ReferenceEquals(_latestThread?.Name, name)) return _latestThread;
        if (!_threadsByName.TryGetValue(name, out var thread))
        {
            thread = new KnownThread(name, process) { Index = Threads.Count };
            Threads.Add(thread);
            _threadsByName.Add(name, thread);
        }

        return _latestThread = thread;
    }

    /// <summary>Nothing happens on the thread any more. Those of notification functions, of which there is no end, are forgotten.</summary>
    public void End(KnownThread thread)
    {
        thread.Ended = true;
        foreach (var frame in thread.Frames) Release(frame);
        thread.Frames.Clear();
        if (!thread.IsCallback) return;
        _latestThread = null;
        _threadsByName.Remove(thread.Name);
        Threads.RemoveAt(thread.Index);
        for (var i = thread.Index; i < Threads.Count; i++) Threads[i].Index = i;
    }

    /// <summary>The call is open: what it is about is needed.</summary>
    public void Hold(OpenCall call)
    {
        foreach (var member in call.Members)
        {
            if (member >= 0) Request(member).Holders++;
        }
    }

    /// <summary>The call is open no more.</summary>
    public void Release(OpenCall? call)
    {
        foreach (var member in call?.Members ?? [])
        {
            if (member >= 0) Request(member).Holders--;
        }
    }

    public bool Knows(string thread) => _threadsByName.ContainsKey(thread);

    /// <summary>fork returned 0 on this thread: it is the first of a child, which has the descriptors of its parent and none of its requests.</summary>
    public void StartChild(string thread, KnownDescriptors inherited)
    {
        Descriptors.Add(inherited.Copy());
        _blocks.AddProcess();
        Thread(thread, Descriptors.Count - 1);
    }

    /// <summary>Notes a submission. The control block's former request is no more its current one.</summary>
    public KnownRequest Submit(KnownThread thread, RequestInfo info, KnownDescription? on, KnownRequest? previous)
    {
        var index = _free.Count > 0 ? _free.Pop() : _requests.Count;
        var request = new KnownRequest
        {
            Info = info,
            On = on,
            Index = index,
            Alone = AloneAt(index),
            Submitter = thread,
            Previous = previous,
            Submitted = Now,
            NotBefore = Now,
            Process = thread.Process,
            OutstandingPlace = _outstanding.Count,
        };
        if (index == _requests.Count) _requests.Add(request);
        else _requests[index] = request;
        _outstanding.Add(request);
        _blocks.Submit(request);
        if (previous is not null)
        {
            if (previous.Previous is { } older) _superseded.Enqueue(new(older, previous.PreviousIndex, previous.PreviousIsNeeded));
            else _previous++;
            (request.PreviousIndex, request.PreviousIsNeeded) = (previous.Index, IsNeeded(previous) || previous.Info.Kind == RequestKind.Fsync);
            (previous.Previous, previous.IsCurrent) = (null, false);
            ForgetSome();
        }

        Submissions++;
        return request;
    }

    private int[] AloneAt(int index)
    {
        if (index == _alone.Count) _alone.Add([index]);
        return _alone[index];
    }

    /// <summary>It is surely complete, or never was: it is outstanding no more.</summary>
    public void NoLongerOutstanding(KnownRequest request)
    {
        if (request.OutstandingPlace < 0) return;
        if (request.Accepted != Truth.No && request.On is { } on)
        {
            foreach (var end in on.Ends) end.HeldUntil = Now;
        }

        var last = _outstanding[^1];
        _outstanding[request.OutstandingPlace] = last;
        last.OutstandingPlace = request.OutstandingPlace;
        _outstanding.RemoveAt(_outstanding.Count - 1);
        request.OutstandingPlace = -1;
    }

    /// <summary>
    /// Lets go of requests whose block has a newer one and that nothing can ask for any more, a few at each submission, so
    /// that memory grows with what is open and not with the history.
    /// </summary>
    private void ForgetSome()
    {
        for (var i = 0; i < 2 && _superseded.Count > 0 && _superseded.Count + _previous > MostSuperseded; i++)
        {
            var former = _superseded.Dequeue();
            if (former.WasNeeded)
            {
                if (IsNeeded(former.Request)) { _superseded.Enqueue(former); continue; }
                foreach (var covered in former.Request.CoveredSame) Request(covered).Holders--;
                foreach (var covered in former.Request.CoveredOther) Request(covered).Holders--;
                foreach (var covered in former.Request.PerhapsCovered) Request(covered).Holders--;
            }

            _requests[former.Index] = null;
            _free.Push(former.Index);
        }
    }

    /// <summary>Lets go of the oldest lists that are over; the latest ones may still tell what went wrong.</summary>
    public void ForgetLists()
    {
        if (Lists.Count <= _mostLists) return;
        var latest = Lists[^1].Index;
        Lists.RemoveAll(l => l.IsOver && l.Index < latest - (MostLists / 2) && !(l.IsKept = false));
        _mostLists = Math.Max(MostLists, 2 * Lists.Count);
    }

    private static bool IsNeeded(KnownRequest request) =>
        request.OutstandingPlace >= 0 || request.Owed || request.OpenReturns > 0 || request.OpenCancels > 0 || request.Holders > 0
        || request is { List.IsKept: true };

    /// <summary>The most threads that aio_init has allowed; null: nobody said.</summary>
    public int? ThreadsAllowed { get; set; }

    /// <summary>Processes and descriptors of which an element was refused with its list.</summary>
    public SortedSet<(int Process, int Fildes)> RejectedInLists { get; } = [];

    /// <summary>Whether there may be a request on the number of which nothing is known any more.</summary>
    public bool MayBeOn(int process, int fd) =>
        _tainted.Exists(r => r.Process == process && r.Status is null && r.IsCurrent && r.Info.Block.Fildes.Number == fd);

    /// <summary>What is known of the request is in doubt from now on.</summary>
    public void Taint(KnownRequest request)
    {
        if (!request.Tainted) _tainted.Add(request);
        request.Tainted = true;
        if (request.Write is { } write) (write.Sure, write.Most) = (0, write.Data.Length);
        NoLongerOutstanding(request);
    }

    /// <summary>
    /// A request that two others of its block have come after. What nothing asked for when its block was submitted again, nothing asks for
    /// any more: it is let go without a look at it, for it lies far back in memory.
    /// </summary>
    private readonly record struct Former(KnownRequest Request, int Index, bool WasNeeded);
}
