namespace AioSpec.Judging;

/// <summary>Which request each control block stands for, process by process.</summary>
internal sealed class KnownBlocks
{
    private readonly List<Dictionary<string, KnownBlock>> _byProcess = [[]];

    /// <summary>The block that was looked for last: a program waits for a request, asks for it and submits its block again in a row.</summary>
    private KnownBlock? _latest;

    /// <summary>There is one more process, which has no requests yet.</summary>
    public void AddProcess() => _byProcess.Add([]);

    /// <summary>The latest request of a block, or null.</summary>
    public KnownRequest? Current(int process, string cb)
    {
        if (_latest is { } latest && latest.Process == process && latest.Cb == cb) return latest.Current;
        if (!_byProcess[process].TryGetValue(cb, out var block)) return null;
        _latest = block;
        return block.Current;
    }

    /// <summary>The block stands for this request from now on.</summary>
    public void Submit(KnownRequest request)
    {
        var (process, cb) = (request.Process, request.Info.Cb);
        if (Current(process, cb) is null)
        {
            _latest = new KnownBlock(process, cb);
            _byProcess[process].Add(cb, _latest);
        }

        _latest!.Current = request;
    }

    private sealed class KnownBlock(int process, string cb)
    {
        public int Process { get; } = process;

        public string Cb { get; } = cb;

        public KnownRequest? Current { get; set; }
    }
}
