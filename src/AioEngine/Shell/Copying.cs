using System.Diagnostics;
using AioEngine.Backends;

namespace AioEngine.Shell;

/// <summary>
/// Batches of reads that lie in the page cache are copied right in the call. Where a processor is idle, a thread of the pool copies some of
/// them meanwhile: it takes part where it comes in time, and nobody waits for it but for what it has begun.
/// </summary>
internal sealed unsafe class Copying(IIoBackend backend, bool isShared) : IThreadPoolWorkItem
{
    /// <summary>From so many on it is worth having help.</summary>
    private const int FewestShared = 4;

    /// <summary>Where two threads of the program have met here, the next so many batches are copied by their own threads: both processors are theirs.</summary>
    private const int CrowdedBatches = 256;

    /// <summary>How long the helper looks for the next batch: to call it again costs as much as to copy some blocks.</summary>
    private static readonly long s_lingers = Stopwatch.Frequency / 20_000;

    private readonly SharedBatch _batch = new(backend.TryNow);
    private AtOnce _worthTrying;
    private AtOnce _worthCalling;
    private int _hasOwner;
    private int _isHelping;
    private int _helped;
    private int _crowded;

    /// <summary>Tries the reads. False: it is not worth it, for lately most of them had to wait.</summary>
    internal bool Try(Attempt* attempts, int count)
    {
        if (!_worthTrying.Take()) return false;
        if (count < FewestShared || !isShared || backend.HasHelper || !TryShared(attempts, count)) backend.TryNow(attempts, count);
        var hits = 0;
        for (var i = 0; i < count; i++) hits += attempts[i].IsHit ? 1 : 0;
        if (hits * 2 >= count) _worthTrying.Hit();
        else _worthTrying.Miss();
        return true;
    }

    /// <summary>The helper.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var last = Stopwatch.GetTimestamp();
        do
        {
            if (_batch.Help())
            {
                Volatile.Write(ref _helped, _helped + 1);
                last = Stopwatch.GetTimestamp();
            }
            else
            {
                Thread.SpinWait(4);
            }
        }
        while (Stopwatch.GetTimestamp() - last < s_lingers && Volatile.Read(ref _crowded) == 0);
        Volatile.Write(ref _isHelping, 0);
    }

    private bool TryShared(Attempt* attempts, int count)
    {
        if (Interlocked.Exchange(ref _hasOwner, 1) != 0)
        {
            Volatile.Write(ref _crowded, CrowdedBatches);
            return false;
        }

        var isShared = _crowded == 0 || --_crowded == 0;
        if (isShared) Share(attempts, count);
        Volatile.Write(ref _hasOwner, 0);
        return isShared;
    }

    private void Share(Attempt* attempts, int count)
    {
        var helped = Volatile.Read(ref _helped);
        _batch.Begin(attempts, count);
        var calls = Volatile.Read(ref _isHelping) == 0 && _worthCalling.Take();
        if (calls)
        {
            Volatile.Write(ref _isHelping, 1);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        _batch.Finish(count);
        if (!calls) return;
        if (Volatile.Read(ref _helped) != helped) _worthCalling.Hit();
        else _worthCalling.Miss();
    }
}
