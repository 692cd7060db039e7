namespace AioSpec.Model;

/// <summary>Collects runs into one Data. As long as they continue each other, nothing is allocated but that Data.</summary>
internal struct RunCollector
{
    private Run _pending;
    private DataBuilder? _builder;

    /// <summary>Adds a run.</summary>
    public void Add(in Run run)
    {
        if (run.Length == 0) return;
        if (_pending.Length == 0)
        {
            _pending = run;
        }
        else if (_pending.IsContinuedBy(run))
        {
            _pending = _pending.Extend(run.Length);
        }
        else
        {
            _builder ??= new DataBuilder();
            _builder.Add(_pending);
            _pending = run;
        }
    }

    /// <summary>Whether what was added is the same as these bytes.</summary>
    public readonly bool Holds(Data bytes)
    {
        if (_builder is not null || bytes.Runs.Length != 1) return ToData().Equals(bytes);
        return _pending.Length == bytes.Length && _pending.FirstDifference(bytes.Runs[0], bytes.Length) < 0;
    }

    /// <summary>What was added.</summary>
    public readonly Data ToData()
    {
        if (_builder is null) return Data.Of(_pending);
        _builder.Add(_pending);
        return _builder.ToData();
    }
}
