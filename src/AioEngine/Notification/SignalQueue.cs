using AioSpec;

namespace AioEngine.Notification;

/// <summary>
/// Pending signals: of one number in the order of their generation, of several the lowest number first (NOTIFY-05). A signal
/// that is not real-time is pending once (NOTIFY-06).
/// </summary>
internal sealed class SignalQueue
{
    private readonly Queue<SignalInfo>?[] _byNumber = new Queue<SignalInfo>?[Signo.RealTimeMax + 1];

    /// <summary>The pending numbers, a bit for each, from bit 1 on.</summary>
    internal UInt128 Pending { get; private set; }

    internal void Add(in SignalInfo info)
    {
        var queue = _byNumber[info.Signo.Number] ??= new Queue<SignalInfo>();
        if (queue.Count > 0 && !info.Signo.IsRealTime) return;
        queue.Enqueue(info);
        Pending |= UInt128.One << info.Signo.Number;
    }

    internal bool TryTake(UInt128 set, out SignalInfo info)
    {
        var candidates = Pending & set;
        info = default;
        if (candidates == 0) return false;
        var number = (int)UInt128.TrailingZeroCount(candidates);
        var queue = _byNumber[number]!;
        info = queue.Dequeue();
        if (queue.Count == 0) Pending &= ~(UInt128.One << number);
        return true;
    }

    internal void Discard(Signo signo)
    {
        _byNumber[signo.Number]?.Clear();
        Pending &= ~(UInt128.One << signo.Number);
    }

    /// <summary>All that is pending, lowest number first.</summary>
    internal List<SignalInfo> ToList() => [.. _byNumber.Where(q => q is not null).SelectMany(q => q!)];
}
