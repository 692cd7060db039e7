using AioSpec;

namespace AioEngine.Core;

/// <summary>
/// One notification that is due: a copy of all that it needs, because the control block is its owner's again once the
/// status is final (NOTIFY-17, R24).
/// </summary>
internal unsafe struct Notice
{
    internal SigEventNotify Kind;
    internal int Signo;
    internal nint Value;
    internal delegate*<nint, void> Function;

    /// <summary>The contract's sigevent, where the request was submitted with one.</summary>
    internal SigEvent? Event;

    /// <summary>The awaiting operation, which gets the result.</summary>
    internal RequestOwner? Owner;
    internal long Result;
    internal int Error;

    /// <summary>Nobody is told.</summary>
    internal static Notice None => new() { Kind = SigEventNotify.SIGEV_NONE };

    internal readonly bool IsDue => Kind is SigEventNotify.SIGEV_SIGNAL or SigEventNotify.SIGEV_THREAD || Owner is not null;
}

/// <summary>Who is behind a request, where it is not a program that looks at the block: kept alive while it is in progress.</summary>
internal abstract class RequestOwner
{
    /// <summary>The sigevent of the contract's control block.</summary>
    internal SigEvent? Event { get; set; }

    /// <summary>Whether <see cref="Completed"/> is to be called.</summary>
    internal virtual bool Awaits => false;

    /// <summary>What the file is, where the owner keeps the descriptor open until <see cref="Completed"/>: then nothing else has to hold it.</summary>
    internal virtual Backends.FileFacts? File => null;

    /// <summary>The next one that is to be told, while it is in a row of them.</summary>
    internal RequestOwner? Following { get; set; }

    /// <summary>How it ended, while it is in that row.</summary>
    internal (long Result, int Error) End { get; set; }

    /// <summary>The kernel is done with the buffer; the status is not stored yet.</summary>
    internal abstract void Released();

    /// <summary>The submission was refused.</summary>
    internal abstract void Refused(Errno error);

    /// <summary>The request is over. Called without any lock.</summary>
    internal virtual void Completed(long result, Errno error)
    {
    }
}

/// <summary>Notifications in the order in which they became due.</summary>
internal sealed class NoticeQueue
{
    private Notice[] _ring = new Notice[64];
    private int _head;

    internal int Count { get; private set; }

    internal void Add(in Notice notice)
    {
        if (Count == _ring.Length)
        {
            var larger = new Notice[_ring.Length * 2];
            for (var i = 0; i < Count; i++) larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
            _ring = larger;
            _head = 0;
        }

        _ring[(_head + Count) & (_ring.Length - 1)] = notice;
        Count++;
    }

    internal void AddTo(ref AioSpec.Model.StableHash hash)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var notice = ref _ring[(_head + i) & (_ring.Length - 1)];
            hash.Add((long)notice.Kind, notice.Signo, notice.Value);
        }

        hash.Add(Count);
    }

    /// <summary>Takes those from the head that are for an owner alone, as a row; null where the head is another or there is none.</summary>
    internal RequestOwner? TakeAwaited(out int count)
    {
        RequestOwner? first = null, last = null;
        for (count = 0; Count > 0; count++)
        {
            ref var notice = ref _ring[_head];
            if (notice.Kind is SigEventNotify.SIGEV_SIGNAL or SigEventNotify.SIGEV_THREAD || notice.Owner is not { } owner) break;
            owner.End = (notice.Result, notice.Error);
            if (last is null) first = owner;
            else last.Following = owner;
            last = owner;
            notice.Owner = null;
            _head = (_head + 1) & (_ring.Length - 1);
            Count--;
        }

        return first;
    }

    internal bool TryTake(out Notice notice)
    {
        if (Count == 0)
        {
            notice = default;
            return false;
        }

        notice = _ring[_head];
        _ring[_head] = default;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        return true;
    }
}
