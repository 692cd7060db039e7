namespace AioSpec.Model;

/// <summary>Reads runs from the front.</summary>
internal ref struct RunReader(ReadOnlySpan<Run> runs)
{
    private readonly ReadOnlySpan<Run> _runs = runs;
    private int _index;
    private long _skip;

    public RunReader(in RunList runs)
        : this(runs.Runs)
    {
    }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool AtEnd => _index == _runs.Length;

    /// <summary>How many zeros of one run come next.</summary>
    public readonly long ZerosAhead =>
        !AtEnd && _runs[_index].Kind == RunKind.Fill && _runs[_index].Value == 0 ? _runs[_index].Length - _skip : 0;

    /// <summary>Passes so many bytes, or what is left of them.</summary>
    public void Skip(long length)
    {
        while (length > 0 && !AtEnd)
        {
            var left = _runs[_index].Length - _skip;
            if (length < left) { _skip += length; return; }
            (length, _skip, _index) = (length - left, 0, _index + 1);
        }
    }

    /// <summary>Takes a stretch of the run that comes next: at most so many bytes. Something must be left.</summary>
    public Run Next(long most)
    {
        var take = Math.Min(_runs[_index].Length - _skip, most);
        var part = _runs[_index].Part(_skip, take);
        _skip += take;
        if (_skip < _runs[_index].Length) return part;
        _skip = 0;
        _index++;
        return part;
    }

    /// <summary>Takes so many bytes, or what is left of them.</summary>
    public RunList Take(long length)
    {
        var last = _index;
        for (var reach = length + _skip; last < _runs.Length && reach > 0; last++) reach -= _runs[last].Length;
        var taken = new RunList(last - _index);
        while (length > 0 && !AtEnd)
        {
            var part = Next(length);
            taken.Add(part);
            length -= part.Length;
        }

        return taken;
    }

    /// <summary>Copies bytes until the target is full or nothing is left; returns how many.</summary>
    public int CopyTo(scoped Span<byte> target)
    {
        var copied = 0;
        while (copied < target.Length && !AtEnd)
        {
            var part = Next(target.Length - copied);
            part.CopyTo(target.Slice(copied, (int)part.Length));
            copied += (int)part.Length;
        }

        return copied;
    }
}
