using AioEngine.Backends;
using AioSim.Storage;
using AioSpec;
using AioSpec.Model;

namespace AioEngine.Tests.Simulated;

/// <summary>
/// A backend over AioSim's storage: it keeps what is pushed, and completes a request when, and as, the exploration decides.
/// </summary>
internal sealed unsafe class SimulatedBackend(SimulatedDescriptors descriptors, PageCache cache, BackendFault[] faults, Func<int, int> choose) : IIoBackend
{
    private const int FirstHeld = 1000;
    private const int PipeBuf = 4096;

    private readonly List<nint> _running = [];
    private readonly List<nint> _canceling = [];
    private readonly Queue<(nint Request, long Result)> _answers = [];
    private readonly SortedDictionary<int, SimulatedFile> _held = [];
    private int _used;

    public string Name => "simulated";

    public bool HasCompletions => _answers.Count > 0;

    /// <summary>What was pushed and is not over, oldest first.</summary>
    internal IReadOnlyList<nint> Running => _running;

    internal int HeldFiles => _held.Count;

    /// <summary>How the request can end now: counts or negative errnos; none where it waits for the other end.</summary>
    internal List<long> Outcomes(NativeAiocb* request)
    {
        var outcomes = new List<long>();
        if (Natural(request, FileOf(request)) is { } result) outcomes.Add(result);
        if (_canceling.Contains((nint)request)) outcomes.Add(-(long)Errno.ECANCELED);
        for (var i = 0; i < faults.Length; i++)
        {
            if ((_used & (1 << i)) == 0 && faults[i].Kind == request->Kind && faults[i].When != BackendMoment.Hold) outcomes.Add(-(long)faults[i].Errno);
        }

        return outcomes;
    }

    /// <summary>Step: the request ends so; its bytes move now.</summary>
    internal void End(NativeAiocb* request, long outcome)
    {
        Assert.True(_running.Remove((nint)request), "It was not pushed, or is answered twice.");
        var canceled = _canceling.Remove((nint)request) && outcome == -(long)Errno.ECANCELED;
        if (outcome < 0 && !canceled && outcome != -(long)Errno.EPIPE) Use(request->Kind, (Errno)(-outcome));
        if (outcome >= 0) Transfer(request, FileOf(request), (int)outcome);
        _answers.Enqueue(((nint)request, outcome));
    }

    public Errno Identify(int fildes, out FileFacts facts)
    {
        var file = descriptors.Find(fildes);
        facts = file is null ? default : new FileFacts(1, (ulong)file.Inode, file.Traits);
        return file is null ? Errno.EBADF : Errno.None;
    }

    public bool CanTryNow(int fildes) => false;

    public bool TryNow(NativeAiocb* request, int fildes, out long result)
    {
        result = 0;
        return false;
    }

    public int Hold(int fildes)
    {
        var fault = Array.FindIndex(faults, f => f.When == BackendMoment.Hold);
        if (fault >= 0 && (_used & (1 << fault)) == 0 && choose(2) == 1)
        {
            _used |= 1 << fault;
            return -(int)faults[fault].Errno;
        }

        var held = FirstHeld;
        while (_held.ContainsKey(held)) held++;
        var file = descriptors.Find(fildes)!;
        file.References++;
        _held.Add(held, file);
        return held;
    }

    public bool IsSame(int held, int fildes) => _held[held] == descriptors.Find(fildes);

    public void Release(int held)
    {
        Assert.True(_held.Remove(held, out var file), "It is not held.");
        file!.References--;
    }

    public int Register(int held) => 0;

    public void Unregister(int registration)
    {
    }

    public void Push(NativeAiocb* request)
    {
        Assert.DoesNotContain((nint)request, _running);
        _running.Add((nint)request);
    }

    public void Flush()
    {
    }

    public bool TryReap(out NativeAiocb* request, out long result)
    {
        var any = _answers.TryDequeue(out var answer);
        request = (NativeAiocb*)answer.Request;
        result = answer.Result;
        return any;
    }

    /// <summary>A request that is over cannot be canceled; one that waits for another end can; of others the exploration says.</summary>
    public CancelAnswer Cancel(NativeAiocb* request)
    {
        if (!_running.Contains((nint)request)) return CancelAnswer.Refused;
        if (FileOf(request).Pipe is null && choose(2) == 1) return CancelAnswer.Refused;
        _canceling.Add((nint)request);
        return CancelAnswer.Accepted;
    }

    public void PrepareWait(int completions)
    {
    }

    public void Wait(long nanoseconds)
    {
    }

    public void Kick()
    {
    }

    public void Dispose()
    {
    }

    internal void AddTo(ref StableHash hash)
    {
        hash.Add(_used, _running.Count, _answers.Count);
        foreach (var request in _running) hash.Add(((NativeAiocb*)request)->Index);
        foreach (var request in _canceling) hash.Add(((NativeAiocb*)request)->Index);
        foreach (var (request, result) in _answers)
        {
            hash.Add(((NativeAiocb*)request)->Index);
            hash.Add(result);
        }

        foreach (var held in _held) hash.Add(held.Key);
        cache.AddTo(ref hash);
    }

    private SimulatedFile FileOf(NativeAiocb* request) => request->Held >= FirstHeld ? _held[request->Held] : descriptors.Find(request->Held)!;

    private void Use(RequestKind kind, Errno errno)
    {
        for (var i = 0; i < faults.Length; i++)
        {
            if ((_used & (1 << i)) != 0 || faults[i].Kind != kind || faults[i].Errno != errno) continue;
            _used |= 1 << i;
            return;
        }
    }

    private long? Natural(NativeAiocb* request, SimulatedFile file)
    {
        var rest = (long)request->Rest;
        if (request->Kind >= RequestKind.Sync) return 0;
        if (file.Pipe is not { } pipe) return request->Kind == RequestKind.Write ? rest : Math.Clamp(cache.View(file.Number).Length - request->Offset, 0, rest);
        if (request->Kind == RequestKind.Read) return rest == 0 ? 0 : pipe.Bytes.Count > 0 ? Math.Min(rest, pipe.Bytes.Count) : pipe.Writer.References == 0 ? 0 : null;
        if (pipe.Reader.References == 0) return -(long)Errno.EPIPE;
        var room = pipe.Capacity - pipe.Bytes.Count;
        return rest <= PipeBuf ? room >= rest ? rest : null : room > 0 ? Math.Min(room, rest) : null;
    }

    private void Transfer(NativeAiocb* request, SimulatedFile file, int count)
    {
        if (request->Kind >= RequestKind.Sync)
        {
            if (file.Pipe is null) cache.Sync(file.Number);
            return;
        }

        var bytes = new Span<byte>((byte*)request->Buf + request->Moved, count);
        if (request->Kind == RequestKind.Read)
        {
            if (file.Pipe is null) cache.View(file.Number).Read(request->Offset, count).ToArray().CopyTo(bytes);
            else file.Pipe.Take(bytes);
        }
        else if (file.Pipe is null)
        {
            cache.Write(file.Number, (file.Traits & FileTraits.Append) != 0 ? cache.View(file.Number).Length : request->Offset, Data.Of(bytes.ToArray()));
        }
        else
        {
            file.Pipe.Bytes.AddRange(bytes.ToArray());
        }
    }
}

/// <summary>An error that the system may give once.</summary>
/// <param name="When">Where.</param>
/// <param name="Errno">Which.</param>
/// <param name="Kind">To a request of which kind.</param>
internal sealed record BackendFault(BackendMoment When, Errno Errno, RequestKind Kind = RequestKind.Read);

/// <summary>Where the system can fail.</summary>
internal enum BackendMoment
{
    Hold,
    Transfer,
}
