namespace AioEngine.Core;

/// <summary>One lio_listio: its members that are outstanding, and who is told when none is (LIO-20).</summary>
internal sealed class ListState
{
    internal int Index { get; init; }

    /// <summary>Members outstanding, and one more while the call is still submitting.</summary>
    internal int Remaining { get; set; }

    /// <summary>A member has failed, or was not queued (LIO-12).</summary>
    internal bool Failed { get; set; }

    /// <summary>A thread waits for it (LIO_WAIT): it frees the state, and there is no list notification (LIO-31).</summary>
    internal bool Awaited { get; set; }

    /// <summary>What is due when no member is outstanding.</summary>
    internal Notice Notice;
}

/// <summary>The lists that are outstanding, by number.</summary>
internal sealed class ListTable
{
    private readonly List<ListState> _all = [];
    private readonly Stack<ListState> _free = [];

    internal ListState this[int index] => _all[index];

    internal ListState Open()
    {
        if (!_free.TryPop(out var list))
        {
            // Number 0 is no list.
            list = new ListState { Index = Math.Max(1, _all.Count) };
            if (_all.Count == 0) _all.Add(list);
            _all.Add(list);
        }

        list.Remaining = 1;
        list.Failed = list.Awaited = false;
        list.Notice = Notice.None;
        return list;
    }

    internal void AddTo(ref AioSpec.Model.StableHash hash)
    {
        foreach (var list in _all) hash.Add(list.Remaining, list.Failed ? 1 : 0, list.Awaited ? 1 : 0);
        hash.Add(_free.Count);
    }

    internal void Free(ListState list) => _free.Push(list);
}
