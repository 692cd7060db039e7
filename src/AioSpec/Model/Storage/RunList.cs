namespace AioSpec.Model;

/// <summary>Runs being put together to a node; neighbours that continue each other become one. Room for all of them is asked for at the start.</summary>
internal struct RunList
{
    private readonly Run[] _runs;

    public RunList(int capacity) => _runs = new Run[capacity];

    private RunList(Run[] runs, long length) => (_runs, Count, Length) = (runs, runs.Length, length);

    /// <summary>How many runs.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Whether all the bytes are one run of zeros, or none.</summary>
    public readonly bool IsZeros => Count == 0 || (Count == 1 && _runs[0].Kind == RunKind.Fill && _runs[0].Value == 0);

    /// <summary>The runs.</summary>
    public readonly ReadOnlySpan<Run> Runs => _runs.AsSpan(0, Count);

    /// <summary>How many runs a part of a Data touches.</summary>
    public static int CountOf(Data data, long start, long length) =>
        length == 0 ? 0 : data.RunAt(start + length - 1) - data.RunAt(start) + 1;

    /// <summary>Adds a run.</summary>
    public void Add(in Run run)
    {
        if (run.Length == 0) return;
        Length += run.Length;
        if (Count > 0 && _runs[Count - 1].IsContinuedBy(run)) _runs[Count - 1] = _runs[Count - 1].Extend(run.Length);
        else _runs[Count++] = run;
    }

    /// <summary>Adds zeros.</summary>
    public void AddZeros(long length) => Add(Run.Fill(0, length));

    /// <summary>Adds a part of a Data.</summary>
    public void AddPart(Data data, long start, long length)
    {
        for (var i = length == 0 ? 0 : data.RunAt(start); length > 0; i++)
        {
            var skip = start - data.StartOf(i);
            var take = Math.Min(data.Runs[i].Length - skip, length);
            Add(data.Runs[i].Part(skip, take));
            (start, length) = (start + take, length - take);
        }
    }

    /// <summary>Adds a part of a list, as far as the list reaches. Null is an empty list.</summary>
    public void AddPart(ExtentList? list, long start, long length)
    {
        if (list is null || length <= 0) return;
        var reader = list.ReaderAt(start);
        while (length > 0 && !reader.AtEnd)
        {
            var part = reader.Next(length);
            Add(part);
            length -= part.Length;
        }
    }

    /// <summary>Puts a run of the same length into the place of another one.</summary>
    public readonly void Put(int place, in Run run) => _runs[place] = run;

    /// <summary>The same runs with no room for more.</summary>
    public readonly RunList Trimmed() => Count == _runs.Length ? this : new RunList(Runs.ToArray(), Length);
}
