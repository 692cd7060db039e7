using System.Buffers.Binary;

namespace AioSpec.Model;

/// <summary>A node of few runs, the first at its start. Zeros follow the last.</summary>
internal sealed class ExtentList : ExtentNode
{
    private const int ChunkSize = 2048;
    private const int WordSize = sizeof(ulong);

    private readonly RunList _list;

    public ExtentList(in RunList runs, object? owner)
        : base(owner) => _list = runs;

    /// <summary>The runs.</summary>
    public ReadOnlySpan<Run> Runs => _list.Runs;

    /// <summary>The bytes of the runs together.</summary>
    public long Length => _list.Length;

    /// <summary>A reader of what lies from this position on.</summary>
    public RunReader ReaderAt(long start)
    {
        var reader = new RunReader(Runs);
        reader.Skip(start);
        return reader;
    }

    /// <summary>
    /// Puts bytes into the place of a run that fills this very stretch, as a block that is written again and again does.
    /// False where there is no such run, or where the list would get another number of runs.
    /// </summary>
    public bool TryReplaceRun(long start, Data bytes, long from, long length)
    {
        if (RunList.CountOf(bytes, from, length) != 1) return false;
        var index = bytes.RunAt(from);
        var run = bytes.Runs[index].Part(from - bytes.StartOf(index), length);
        var place = RunAt(start);
        if (place < 0 || Runs[place].Length != length || run is { Kind: RunKind.Fill, Value: 0 }) return false;
        if (place > 0 && Runs[place - 1].IsContinuedBy(run)) return false;
        if (place + 1 < Runs.Length && run.IsContinuedBy(Runs[place + 1])) return false;
        _list.Put(place, run);
        ForgetSum();
        return true;
    }

    /// <inheritdoc/>
    protected override void CollectFrom(int level, long start, long length, ref RunCollector collector)
    {
        var reader = ReaderAt(start);
        while (length > 0 && !reader.AtEnd)
        {
            var part = reader.Next(length);
            collector.Add(part);
            length -= part.Length;
        }

        collector.Add(Run.Fill(0, length));
    }

    /// <inheritdoc/>
    protected override ulong ComputeSum(long start, int level)
    {
        Span<byte> chunk = stackalloc byte[ChunkSize];
        ulong sum = 0;
        var reader = new RunReader(Runs);
        for (long at = 0; at < Length;)
        {
            // Zeros add nothing: a gap of any size is skipped in one step.
            var zeros = reader.ZerosAhead & ~(WordSize - 1L);
            if (zeros > 0)
            {
                reader.Skip(zeros);
                at += zeros;
                continue;
            }

            var filled = reader.CopyTo(chunk);
            sum = unchecked(sum + SumOf(chunk, filled, start + at));
            at += filled;
        }

        return sum;
    }

    /// <summary>The run that starts at this position, or -1.</summary>
    private int RunAt(long start)
    {
        var runs = Runs;
        long at = 0;
        for (var i = 0; i < runs.Length && at <= start; at += runs[i++].Length)
        {
            if (at == start) return i;
        }

        return -1;
    }

    /// <summary>What a stretch adds, which starts at a whole word. The last word is filled up with zeros.</summary>
    private static ulong SumOf(Span<byte> chunk, int length, long start)
    {
        ulong sum = 0;
        var words = (length + WordSize - 1) / WordSize;
        chunk[length..(words * WordSize)].Clear();
        for (var i = 0; i < words; i++)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(chunk[(i * WordSize)..]);
            if (word == 0) continue;
            var place = (ulong)((start / WordSize) + i + 1);
            sum = unchecked(sum + StableHash.Mix(word ^ StableHash.Mix(place)));
        }

        return sum;
    }
}
