using AioEngine.Backends;
using AioSim.Storage;
using AioSpec;
using AioSpec.Model;

namespace AioEngine.Tests.Simulated;

/// <summary>The descriptors of a simulated process, over AioSim's storage.</summary>
internal sealed class SimulatedDescriptors(PageCache cache)
{
    private const int First = 3;

    private readonly SortedDictionary<int, SimulatedFile> _open = [];
    private int _pipes;

    internal SimulatedFile? Find(int fildes) => _open.GetValueOrDefault(fildes);

    internal int Open(string path, OpenFlags flags)
    {
        var number = Enumerable.Range(0, cache.Count).First(i => cache.Path(i) == path);
        var traits = FileTraits.Syncable | ((flags & OpenFlags.O_RDWR) != 0 ? FileTraits.Readable | FileTraits.Writable
            : (flags & OpenFlags.O_WRONLY) != 0 ? FileTraits.Writable : FileTraits.Readable);
        if ((flags & OpenFlags.O_APPEND) != 0) traits |= FileTraits.Append;
        return Add(new SimulatedFile(number + 1, traits) { Number = number });
    }

    internal (int Read, int Write) Pipe(int capacity)
    {
        const int firstInode = 100;
        var inode = firstInode + _pipes++;
        var reader = new SimulatedFile(inode, FileTraits.Readable | FileTraits.Stream);
        var writer = new SimulatedFile(inode, FileTraits.Writable | FileTraits.Stream);
        reader.Pipe = writer.Pipe = new SimulatedPipe(reader, writer, capacity);
        return (Add(reader), Add(writer));
    }

    internal bool Close(int fildes)
    {
        if (!_open.Remove(fildes, out var file)) return false;
        file.References--;
        return true;
    }

    internal int Dup(int fildes) => Find(fildes) is { } file ? Add(file) : -1;

    internal void AddTo(ref StableHash hash)
    {
        foreach (var (fildes, file) in _open)
        {
            hash.Add(fildes, file.Inode, file.References);
            if (file.Pipe is { } pipe) hash.Add(pipe.Bytes.ToArray());
        }
    }

    private int Add(SimulatedFile file)
    {
        var fildes = First;
        while (_open.ContainsKey(fildes)) fildes++;
        _open.Add(fildes, file);
        file.References++;
        return fildes;
    }
}

/// <summary>An open file description.</summary>
/// <param name="Inode">Which file it is.</param>
/// <param name="Traits">What can be done with it.</param>
internal sealed record SimulatedFile(int Inode, FileTraits Traits)
{
    /// <summary>The number in the storage, where it is a regular file.</summary>
    internal int Number { get; init; }

    internal SimulatedPipe? Pipe { get; set; }

    /// <summary>Descriptors, and holds of the engine.</summary>
    internal int References { get; set; }
}

/// <summary>A pipe.</summary>
internal sealed class SimulatedPipe(SimulatedFile reader, SimulatedFile writer, int capacity)
{
    internal SimulatedFile Reader => reader;

    internal SimulatedFile Writer => writer;

    internal int Capacity => capacity;

    internal List<byte> Bytes { get; } = [];

    internal void Take(Span<byte> into)
    {
        for (var i = 0; i < into.Length; i++) into[i] = Bytes[i];
        Bytes.RemoveRange(0, into.Length);
    }
}
