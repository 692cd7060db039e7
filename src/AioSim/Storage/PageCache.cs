using AioSpec;
using AioSpec.Model;

namespace AioSim.Storage;

/// <summary>
/// Every file twice: as the program sees it, and as it would be found after a crash. A write changes the first; a
/// synchronization makes the second like it. Files are told by the number that <see cref="Add"/> gives them.
/// </summary>
/// <remarks>
/// Both hold the bytes as they were written and nothing else. What a faulty device would show instead is laid over a read
/// by whoever performs it, so that a run without faults is the same run with that switched off.
/// </remarks>
public sealed class PageCache
{
    private CachedFile[] _files;

    /// <summary>A cache of no files.</summary>
    public PageCache() => _files = [];

    private PageCache(CachedFile[] files) => _files = files;

    /// <summary>How many files there are; their numbers count from 0.</summary>
    public int Count => _files.Length;

    /// <summary>Adds a file whose content is durable, and returns its number.</summary>
    public int Add(string path, Extents content)
    {
        _files = [.. _files, new CachedFile(path, content, content)];
        return _files.Length - 1;
    }

    /// <summary>The path of a file.</summary>
    public string Path(int file) => _files[file].Path;

    /// <summary>The file as the program sees it.</summary>
    public Extents View(int file) => _files[file].View;

    /// <summary>The file as it would be found after a crash.</summary>
    public Extents Durable(int file) => _files[file].Durable;

    /// <summary>Writes bytes into the view.</summary>
    public void Write(int file, long offset, Data bytes) => _files[file].View = View(file).Write(offset, bytes);

    /// <summary>Cuts the view, or makes it longer by zeros.</summary>
    public void Truncate(int file, long length) => _files[file].View = View(file).Truncate(length);

    /// <summary>Makes all of the file durable: its bytes and its length (fsync, fdatasync).</summary>
    public void Sync(int file) => _files[file].Durable = View(file);

    /// <summary>
    /// Makes a stretch durable, and as much of the length as it takes to find the stretch again (a write under O_DSYNC, XBD
    /// 3.384). Other bytes stay as they were: a gap before the stretch, if it was not there before, is zeros.
    /// </summary>
    public void SyncRange(int file, long offset, long length) =>
        _files[file].Durable = Durable(file).Write(offset, View(file).Read(offset, length));

    /// <summary>Makes every file durable: what a clean shutdown does.</summary>
    public void SyncAll()
    {
        for (var file = 0; file < Count; file++) Sync(file);
    }

    /// <summary>Drops whatever was not made durable: what a crash does.</summary>
    public void Crash()
    {
        for (var file = 0; file < Count; file++) _files[file].View = Durable(file);
    }

    /// <summary>Writes the durable image of every file to the platter.</summary>
    public void FlushTo(Platter platter)
    {
        foreach (var file in _files) platter.Flush(file.Path, file.Durable);
    }

    /// <summary>A cache of its own that goes on from here. The content is shared until one of them changes it.</summary>
    public PageCache Clone() => new([.. _files]);

    /// <summary>Adds every file to the hash of a state: its bytes as seen, and as durable.</summary>
    public void AddTo(ref StableHash hash)
    {
        hash.Add(Count);
        foreach (var file in _files)
        {
            hash.Add(file.Path);
            hash.Add(file.View.Hash);
            hash.Add(file.Durable.Hash);
        }
    }

    private struct CachedFile(string path, Extents view, Extents durable)
    {
        public readonly string Path = path;
        public Extents View = view;
        public Extents Durable = durable;
    }
}
