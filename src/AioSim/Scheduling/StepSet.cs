using AioSpec;
using AioSpec.Model;

namespace AioSim;

/// <summary>
/// The enabled steps in a dense array: a step that goes leaves its place to the last. Each request and list has at most one
/// step; each thread one of its own, one for its timeout, one for its cancellation, and one a signal. What waits in the
/// device's queue stands apart, since all of it comes and goes when the device gets full.
/// </summary>
internal sealed class StepSet : EnabledSteps
{
    private const int Signals = Signo.RealTimeMax + 1;

    private Step[] _steps = new Step[64];
    private int _count;
    private int[] _requests = new int[64];
    private int[] _lists = new int[8];
    private ThreadPlaces[] _threads = new ThreadPlaces[8];

    private Step[] _queue = new Step[64];
    private int[] _queuePlaces = new int[64];
    private int _queued;
    private int _crash;

    /// <summary>Whether the device can start what waits in its queue.</summary>
    public bool QueueMoves { get; set; } = true;

    public override int Count => QueueMoves ? _count + _queued : _count;

    public override StepView this[int index] => StepView.Of(At(index));

    public ref readonly Step At(int index) => ref index < _count ? ref _steps[index] : ref _queue[index - _count];

    /// <summary>The one step of a request.</summary>
    public void SetRequest(int request, StepKind kind)
    {
        ref var place = ref Place(ref _requests, request);
        if (kind != StepKind.None || place > 0) Set(ref place, kind, request);
    }

    public void SetList(int list, bool enabled) =>
        Set(ref Place(ref _lists, list), enabled ? StepKind.NotifyList : StepKind.None, list);

    /// <summary>What a thread does next: Run, Return or None.</summary>
    public void SetThread(int thread, StepKind kind) => Set(ref PlacesOf(thread).Own, kind, thread);

    public void SetExpiry(int thread, bool enabled)
    {
        ref var place = ref PlacesOf(thread).Expiry;
        if (enabled || place > 0) Set(ref place, enabled ? StepKind.Expire : StepKind.None, thread);
    }

    public void SetCancellation(int thread, bool enabled)
    {
        ref var place = ref PlacesOf(thread).Cancellation;
        if (enabled || place > 0) Set(ref place, enabled ? StepKind.Cancel : StepKind.None, thread);
    }

    /// <summary>Whether a step for the timeout of the thread or for its cancellation is enabled.</summary>
    public bool HasStepsOfWait(int thread)
    {
        ref var places = ref PlacesOf(thread);
        return (places.Expiry | places.Cancellation) != 0;
    }

    public void SetCrash(bool enabled) => Set(ref _crash, enabled ? StepKind.Crash : StepKind.None, -1);

    /// <summary>Whether a crash is all that can happen.</summary>
    public bool IsCrashAlone => _crash > 0 && Count == 1;

    public void SetDelivery(int thread, int signo, bool enabled) => Set(
        ref (PlacesOf(thread).Deliveries ??= new int[Signals])[signo], enabled ? StepKind.Deliver : StepKind.None, thread, signo);

    /// <summary>Whether a request waits in the device's queue for nothing but the device.</summary>
    public void SetQueued(int request, bool queued)
    {
        ref var place = ref Place(ref _queuePlaces, request);
        if (queued == place > 0) return;
        if (queued)
        {
            if (_queued == _queue.Length) Array.Resize(ref _queue, _queued * 2);
            _queue[_queued] = new Step(StepKind.Start, request);
            place = ++_queued;
            return;
        }

        var last = _queue[--_queued];
        _queue[place - 1] = last;
        _queuePlaces[last.Id] = place;
        place = 0;
    }

    /// <summary>Nothing is in the device's queue.</summary>
    public void ClearQueue()
    {
        while (_queued > 0) SetQueued(_queue[_queued - 1].Id, false);
    }

    /// <summary>A place is that of the step in the array, plus 1; 0 is none.</summary>
    private void Set(ref int place, StepKind kind, int id, int signo = 0)
    {
        if (kind == StepKind.None)
        {
            if (place > 0) Remove(ref place);
            return;
        }

        if (place == 0)
        {
            if (_count == _steps.Length) Array.Resize(ref _steps, _count * 2);
            place = ++_count;
        }

        _steps[place - 1] = new Step(kind, id, signo);
    }

    private void Remove(ref int place)
    {
        var last = _steps[--_count];
        _steps[place - 1] = last;
        PlaceOf(last) = place;
        place = 0;
    }

    private ref int PlaceOf(in Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Start or StepKind.Transfer or StepKind.Complete or StepKind.Notify: return ref _requests[step.Id];
            case StepKind.Crash: return ref _crash;
            case StepKind.NotifyList: return ref _lists[step.Id];
            case StepKind.Expire: return ref _threads[step.Id].Expiry;
            case StepKind.Cancel: return ref _threads[step.Id].Cancellation;
            case StepKind.Deliver: return ref _threads[step.Id].Deliveries![step.Signo];
            default: return ref _threads[step.Id].Own;
        }
    }

    private static ref int Place(ref int[] places, int index)
    {
        if (index >= places.Length) Array.Resize(ref places, Math.Max(index + 1, places.Length * 2));
        return ref places[index];
    }

    private ref ThreadPlaces PlacesOf(int thread)
    {
        if (thread >= _threads.Length) Array.Resize(ref _threads, Math.Max(thread + 1, _threads.Length * 2));
        return ref _threads[thread];
    }

    /// <summary>The places of the steps of a thread; of the signals, by number, once one can be delivered.</summary>
    private struct ThreadPlaces
    {
        public int Own;
        public int Expiry;
        public int Cancellation;
        public int[]? Deliveries;
    }
}
