using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace Aio.Benchmarks.Histories;

/// <summary>One thread of <see cref="Mixed"/>, with a half of the file for itself.</summary>
internal sealed class MixedThread(int index, Fd fildes, string path, int inFlight)
{
    private const int SubmissionsPerList = 8;
    private const int SubmissionsPerSync = 64;

    private readonly int _listLength = Math.Min(4, inFlight);
    private readonly string _name = $"T{index + 1}";
    private readonly Xorshift _numbers = new(777u + (uint)index);
    private readonly BlockFile _file = new(path, index * (BlockFile.Blocks / 2), BlockFile.Blocks / 2);
    private readonly List<Slot> _free = [];
    private readonly List<Slot> _busy = [];
    private long _emitted;
    private int _submissions;
    private int _callbacks;

    public static Signo Signal { get; } = new(34);

    /// <summary>What happens on the thread, with the notifications of its requests; the times are left to the caller.</summary>
    public IEnumerable<Event> Events(long atLeast)
    {
        for (var i = 0; i < inFlight; i++) _free.Add(new Slot($"t{index}-{i}", _file, fildes));
        while (_emitted < atLeast || _busy.Count > 0)
        {
            foreach (var e in _emitted < atLeast ? Turn() : Reap())
            {
                _emitted++;
                yield return e;
            }
        }
    }

    private IEnumerable<Event> Turn()
    {
        if (index == 0 && _submissions % SubmissionsPerSync == SubmissionsPerSync - 1) return Sync();
        var inList = _submissions % SubmissionsPerList == 0;
        if (_free.Count < (inList ? _listLength : 1)) return Reap();
        return inList ? List() : Submit();
    }

    private IEnumerable<Event> Submit()
    {
        var slot = Take();
        var block = slot.Next(_numbers, Writer(), Notification(slot.Cb));
        foreach (var e in Call(slot.Submission(block), Result.Zero)) yield return e;
        // Only the thread that synchronizes may say so: of the other one's requests an aio_fsync may have shown completion.
        if (index != 0 || _submissions % 2 != 0 || slot.Notifies != SigEvent.None) yield break;
        foreach (var e in Call(new AioError(slot.Cb), new Result((long)Errno.EINPROGRESS))) yield return e;
    }

    private IEnumerable<Event> List()
    {
        var elements = new ListElement?[_listLength];
        for (var i = 0; i < _listLength; i++)
        {
            var slot = Take();
            elements[i] = new ListElement(slot.Cb, slot.Next(_numbers, Writer(), SigEvent.None));
        }

        return Call(new LioListio(LioMode.LIO_NOWAIT, [.. elements], null), Result.Zero);
    }

    private IEnumerable<Event> Sync()
    {
        const string Cb = "sync";
        _submissions++;
        foreach (var e in Call(new AioFsync(SyncOperation.O_SYNC, Cb, new ControlBlock { Fildes = fildes }), Result.Zero)) yield return e;
        foreach (var e in Call(new AioSuspend([Cb], null), Result.Zero)) yield return e;
        foreach (var e in Call(new AioReturn(Cb), Result.Zero)) yield return e;
    }

    private IEnumerable<Event> Reap()
    {
        var at = _numbers.Below(_busy.Count);
        var slot = _busy[at];
        _busy.RemoveAt(at);
        foreach (var e in Notify(slot)) yield return e;
        foreach (var e in Call(new AioSuspend([slot.Cb], null), Result.Zero)) yield return e;
        foreach (var e in Call(new AioError(slot.Cb), Result.Zero)) yield return e;
        foreach (var e in Call(new AioReturn(slot.Cb), slot.Reap())) yield return e;
        _free.Add(slot);
    }

    private IEnumerable<Event> Notify(Slot slot)
    {
        if (slot.Notifies.Notify == SigEventNotify.SIGEV_SIGNAL)
        {
            yield return new SignalCaught(0, _name, Signal, SignalCode.SI_ASYNCIO, slot.Notifies.Value);
            yield return new HandlerReturned(0, _name);
        }

        if (slot.Notifies.Notify != SigEventNotify.SIGEV_THREAD) yield break;
        var thread = $"N{index}-{_callbacks++}";
        yield return new CallbackStarted(0, thread, slot.Notifies.Function!, slot.Notifies.Value);
        yield return new CallbackReturned(0, thread);
    }

    private IEnumerable<Event> Call(Call call, Result result)
    {
        yield return new Invoke(0, _name, call);
        yield return new Return(0, _name, result);
    }

    private Slot Take()
    {
        var slot = _free[^1];
        _free.RemoveAt(_free.Count - 1);
        _busy.Add(slot);
        _submissions++;
        return slot;
    }

    private int Writer() => _numbers.Below(2) == 0 ? (_submissions * 2) + index + 1 : 0;

    private SigEvent Notification(string cb) => _numbers.Below(4) switch
    {
        0 => SigEvent.Signal(Signal, SigVal.To(cb)),
        1 => SigEvent.Thread("done", SigVal.To(cb)),
        _ => SigEvent.None,
    };
}
