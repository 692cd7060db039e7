namespace AioSpec;

/// <summary>Collects pieces into one <see cref="Data"/> in its normal form.</summary>
public sealed class DataBuilder
{
    private readonly List<Run> _runs = [];

    /// <summary>Adds all of a Data.</summary>
    public void Add(Data data)
    {
        foreach (var run in data.Runs) Add(run);
    }

    /// <summary>Adds a part of a Data.</summary>
    public void Add(Data data, long start, long length)
    {
        if (length == 0) return;
        for (var i = data.RunAt(start); length > 0; i++)
        {
            var skip = start - data.StartOf(i);
            var take = Math.Min(data.Runs[i].Length - skip, length);
            Add(data.Runs[i].Part(skip, take));
            start += take;
            length -= take;
        }
    }

    /// <summary>Adds one run.</summary>
    public void Add(in Run run)
    {
        if (run.Length == 0) return;
        if (_runs.Count > 0 && _runs[^1].IsContinuedBy(run)) _runs[^1] = _runs[^1].Extend(run.Length);
        else _runs.Add(run);
    }

    /// <summary>What was added, as one Data.</summary>
    public Data ToData() => Data.FromRuns([.. _runs]);
}
