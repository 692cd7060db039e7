using AioSpec;
using AioSpec.Programs;

namespace Aio.Benchmarks.Histories;

/// <summary>A file of blocks of 4 KiB, each with its latest writer; a block has one transfer at a time.</summary>
internal sealed class BlockFile(string path, int first, int count)
{
    public const int BlockSize = 4096;

    /// <summary>512 MiB.</summary>
    public const int Blocks = 131_072;

    private readonly HashSet<int> _busy = [];
    private readonly Dictionary<int, int> _writers = [];

    public string Path { get; } = path;

    public static FileSpec Spec(string path) => new(path, FileKind.Regular, Data.Fill(0, (long)Blocks * BlockSize));

    /// <summary>Some block that nobody transfers; it is busy from now on.</summary>
    public int Take(Xorshift numbers)
    {
        int block;
        do block = first + numbers.Below(count);
        while (!_busy.Add(block));
        return block;
    }

    public void Release(int block) => _busy.Remove(block);

    /// <summary>The bytes that a read of the block brings.</summary>
    public Data Holds(int block) => _writers.TryGetValue(block, out var writer) ? Data.Tag(writer, BlockSize) : Data.Fill(0, BlockSize);

    public void Written(int block, int writer) => _writers[block] = writer;
}
