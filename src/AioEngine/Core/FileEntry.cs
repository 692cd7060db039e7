using AioEngine.Backends;

namespace AioEngine.Core;

/// <summary>What is outstanding on one file: its order, its barriers, and the descriptors that hold it.</summary>
internal sealed unsafe class FileEntry
{
    private readonly List<SyncNode> _syncs = [];
    /// <summary>Where no descriptor of ours holds the file.</summary>
    internal const int NotHeld = -1;

    private HeldFile[] _holds = new HeldFile[1];
    private int _holdCount;

    internal (ulong Device, ulong Inode) Key { get; set; }

    internal int Index { get; init; }

    /// <summary>Requests outstanding on the file, and registrations of it.</summary>
    internal int Users { get; set; }

    /// <summary>Which requests go one after the other: reads of a stream; writes of a stream and appends (APPEND-01).</summary>
    internal OrderQueue Reads;
    internal OrderQueue Writes;

    /// <summary>Requests submitted after the last aio_fsync, and the number of that stretch.</summary>
    internal int Open { get; set; }

    internal int Segment { get; private set; }

    internal ref OrderQueue Order(NativeAiocb* request) => ref request->Kind == RequestKind.Read ? ref Reads : ref Writes;

    /// <summary>An aio_fsync: it waits for the stretch that ends here, and for the one before it (FSYNC-01, FSYNC-08).</summary>
    internal void AddSync(NativeAiocb* request, SyncNode node)
    {
        node.Request = request;
        node.Segment = request->Segment = Segment;
        node.Pending = Open;
        node.Error = 0;
        Open = 0;
        Segment++;
        _syncs.Add(node);
    }

    /// <summary>The first aio_fsync of the file, if nothing that it covers is outstanding any more.</summary>
    internal SyncNode? DueSync => _syncs.Count > 0 && _syncs[0].Pending == 0 ? _syncs[0] : null;

    internal SyncNode? FirstSync(Func<SyncNode, bool> condition) => _syncs.Count > 0 && condition(_syncs[0]) ? _syncs[0] : null;

    internal SyncNode RemoveFirstSync()
    {
        var node = _syncs[0];
        _syncs.RemoveAt(0);
        return node;
    }

    /// <summary>The aio_fsync is no more; what it covered still counts for those behind it.</summary>
    internal void ForgetSync(NativeAiocb* request)
    {
        foreach (var node in _syncs)
        {
            if (node.Request == request) node.Request = null;
        }
    }

    internal int CoveredError(NativeAiocb* sync)
    {
        foreach (var node in _syncs)
        {
            if (node.Request == sync) return node.Error;
        }

        return 0;
    }

    /// <summary>A request of that stretch is over: barriers count it down and take note of its error (FSYNC-10).</summary>
    internal void Leave(int segment, int error)
    {
        if (segment < 0) return;
        if (segment == Segment)
        {
            Open--;
            return;
        }

        foreach (var node in _syncs)
        {
            if (node.Segment == segment) node.Pending--;
            if (node.Segment >= segment && node.Error == 0) node.Error = error;
        }
    }

    /// <summary>A descriptor of ours for the file, opened as this one is; shared while it is in use.</summary>
    internal int Hold(IIoBackend backend, int fildes, in FileFacts facts, out int index)
    {
        var traits = facts.Traits;
        var vacant = -1;
        for (index = 0; index < _holdCount; index++)
        {
            ref var hold = ref _holds[index];
            if (hold.Count == 0) vacant = index;
            else if (hold.Traits == traits && ((traits & FileTraits.Unique) == 0 || backend.IsSame(hold.Held, fildes)))
            {
                hold.Count++;
                return hold.Held;
            }
        }

        var held = backend.Hold(fildes);
        if (held < 0) return held;
        if (!backend.IsOf(held, facts))
        {
            backend.Release(held);
            return -(int)EngineCore.Replaced;
        }

        index = vacant >= 0 ? vacant : _holdCount++;
        if (index == _holds.Length) Array.Resize(ref _holds, index * 2);
        _holds[index] = new HeldFile { Held = held, Traits = traits, Count = 1 };
        return held;
    }

    internal void HoldAgain(int index) => _holds[index].Count++;

    internal void Release(IIoBackend backend, int index)
    {
        if (index == NotHeld) return;
        ref var hold = ref _holds[index];
        if (--hold.Count == 0) backend.Release(hold.Held);
    }

    internal void AddTo(ref AioSpec.Model.StableHash hash)
    {
        hash.Add((long)Key.Inode, Users, Open, Segment);
        Reads.AddTo(ref hash);
        Writes.AddTo(ref hash);
        foreach (var node in _syncs) hash.Add(node.Request is null ? -1 : node.Request->Index, node.Segment, node.Pending, node.Error);
        foreach (ref readonly var hold in _holds.AsSpan(0, _holdCount)) hash.Add(hold.Held, (long)hold.Traits, hold.Count);
        hash.Add(_syncs.Count);
    }

    internal void Clear()
    {
        _holdCount = 0;
        Open = Segment = 0;
    }

    private struct HeldFile
    {
        internal int Held;
        internal FileTraits Traits;
        internal int Count;
    }
}

/// <summary>Requests that go one after the other.</summary>
internal unsafe struct OrderQueue
{
    internal NativeAiocb* Active;
    internal RequestQueue Waiting;

    internal readonly void AddTo(ref AioSpec.Model.StableHash hash)
    {
        hash.Add(Active is null ? -1L : Active->Index);
        Waiting.AddTo(ref hash);
    }
}

/// <summary>An aio_fsync in the row of its file.</summary>
internal sealed unsafe class SyncNode
{
    /// <summary>Its request; null once it was canceled.</summary>
    internal NativeAiocb* Request;

    internal int Segment { get; set; }

    /// <summary>Requests of its stretch that are outstanding.</summary>
    internal int Pending { get; set; }

    /// <summary>The first error of a request that it covers.</summary>
    internal int Error { get; set; }
}
