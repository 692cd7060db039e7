using System.Diagnostics;
using AioEngine;
using AioEngine.Backends;
using AioSim.Device;
using AioSpec;

namespace AioCli.Targets.Hosting;

/// <summary>
/// A device script below the engine, above the backend that it has: transfers that the script is for are held, fail or end early;
/// everything else, and what was held when its time has come, is the backend's. The engine cannot tell it from a slow device.
/// </summary>
internal sealed unsafe class DeviceBackend(IIoBackend inner, HostDevice device) : IIoBackend
{
    /// <summary>One handle is the device's own, one the program's end; a wait takes 64.</summary>
    private const int MostGates = 60;

    private readonly Lock _lock = new();
    private readonly AutoResetEvent _changed = new(false);
    private readonly List<Held> _held = [];
    private readonly Queue<Held> _ripe = [];
    private readonly Dictionary<nint, nuint> _lengths = [];
    private Thread? _thread;
    private int _ripeCount;
    private bool _isOver;

    /// <summary>Has the engine take what is ripe. Set before the first request.</summary>
    public Action Settle { get; set; } = () => { };

    public string Name => inner.Name;

    public bool HasCompletions => Volatile.Read(ref _ripeCount) > 0 || inner.HasCompletions;

    public Errno Identify(int fildes, out FileFacts facts) => inner.Identify(fildes, out facts);

    /// <summary>Whatever the page cache holds: this device is asked.</summary>
    public bool CanTryNow(int fildes) => false;

    public bool TryNow(NativeAiocb* request, int fildes, out long result)
    {
        result = 0;
        return false;
    }

    public int Hold(int fildes) => inner.Hold(fildes);

    public bool IsOf(int held, in FileFacts facts) => inner.IsOf(held, facts);

    public bool IsSame(int held, int fildes) => inner.IsSame(held, fildes);

    public void Release(int held) => inner.Release(held);

    public int Register(int held) => inner.Register(held);

    public void Unregister(int registration) => inner.Unregister(registration);

    public void Push(NativeAiocb* request)
    {
        // A part of a transfer, or one that is started again, is no transfer of its own.
        var isFirst = request->Moved == 0 && (request->Marks & (RequestMarks.MayBlock | RequestMarks.FaultRetried)) == 0;
        var disposition = isFirst ? device.Starts(request) : default;
        if (disposition == default)
        {
            inner.Push(request);
            return;
        }

        lock (_lock)
        {
            _held.Add(new Held((nint)request, disposition, Stopwatch.GetTimestamp() + (disposition.LatencyNs / (1_000_000_000 / Stopwatch.Frequency))));
            if (_thread is null) (_thread = new Thread(Run) { IsBackground = true, Name = "device" }).Start();
        }

        _changed.Set();
    }

    public void Flush() => inner.Flush();

    public bool TryReap(out NativeAiocb* request, out long result)
    {
        lock (_lock)
        {
            while (_ripe.TryDequeue(out var held))
            {
                Volatile.Write(ref _ripeCount, _ripe.Count);
                request = (NativeAiocb*)held.Request;
                result = -(int)held.Disposition.Fail;
                if (result < 0) return true;
                if (held.Disposition.ShortTo is { } most && (ulong)most < request->Nbytes)
                {
                    _lengths[held.Request] = request->Nbytes;
                    request->Nbytes = (nuint)most;
                }

                inner.Push(request);
            }

            if (!inner.TryReap(out request, out result)) return false;
            if (_lengths.Remove((nint)request, out var length)) request->Nbytes = length;
            return true;
        }
    }

    /// <summary>What the device works on goes on, as in a kernel that cannot interrupt it.</summary>
    public CancelAnswer Cancel(NativeAiocb* request) => IsMine(request, out _) ? CancelAnswer.Refused : inner.Cancel(request);

    public bool Moves(NativeAiocb* request) => IsMine(request, out var isStalled) ? !isStalled : inner.Moves(request);

    public void PrepareWait(int completions) => inner.PrepareWait(completions);

    public void Wait(long nanoseconds)
    {
        if (!HasCompletions) inner.Wait(nanoseconds);
    }

    public void Kick() => inner.Kick();

    /// <summary>
    /// The thread of the device is waited for by <see cref="Ends"/>: the engine ends its backend with its gate held, and the thread may
    /// just be about to take that. What it finds then is that all is over.
    /// </summary>
    public void Dispose()
    {
        lock (_lock) _isOver = true;
        _changed.Set();
        inner.Dispose();
    }

    /// <summary>Waits for the thread of the device, once the engine is over. False: it does not end.</summary>
    public bool Ends(TimeSpan patience) => _thread?.Join(patience) ?? true;

    private bool IsMine(NativeAiocb* request, out bool isStalled)
    {
        lock (_lock)
        {
            var at = _held.FindIndex(held => held.Request == (nint)request);
            isStalled = at >= 0 && GateOf(_held[at]) is { IsSet: false };
            return at >= 0 || _ripe.Any(held => held.Request == (nint)request);
        }
    }

    private ManualResetEventSlim? GateOf(in Held held) => held.Disposition.StallUntil is { } name ? device.Gate(name) : null;

    /// <summary>The device: waits for times and gates, and has the engine go on with what they held.</summary>
    private void Run()
    {
        while (true)
        {
            var (wait, isRipe) = (Timeout.Infinite, false);
            var handles = new List<WaitHandle> { _changed };
            if (!device.Over.IsCancellationRequested) handles.Add(device.Over.WaitHandle);
            lock (_lock)
            {
                if (_isOver) return;
                for (var i = _held.Count - 1; i >= 0; i--) isRipe |= Look(i, handles, ref wait);
            }

            if (!isRipe)
            {
                WaitHandle.WaitAny([.. handles], wait);
                continue;
            }

            Settle();
            lock (_lock)
            {
                if (!_isOver) inner.Flush();
            }
        }
    }

    /// <summary>One that is held: ripe, or one more thing to wait for.</summary>
    private bool Look(int index, List<WaitHandle> handles, ref int wait)
    {
        var held = _held[index];
        var gate = GateOf(held);
        var left = held.Due - Stopwatch.GetTimestamp();
        if (device.Over.IsCancellationRequested || (gate is not { IsSet: false } && left <= 0))
        {
            _held.RemoveAt(index);
            _ripe.Enqueue(held);
            Volatile.Write(ref _ripeCount, _ripe.Count);
            return true;
        }

        if (gate is { IsSet: false } && handles.Count < MostGates) handles.Add(gate.WaitHandle);
        else if (left > 0) wait = (int)Math.Min((uint)wait, Math.Min(int.MaxValue, (left / (Stopwatch.Frequency / 1000)) + 1));
        return false;
    }

    /// <summary>A transfer that the device has.</summary>
    /// <param name="Request">Its control block.</param>
    /// <param name="Disposition">What becomes of it.</param>
    /// <param name="Due">Not before this stopwatch timestamp.</param>
    private readonly record struct Held(nint Request, DeviceDisposition Disposition, long Due);
}
