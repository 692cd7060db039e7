using AioEngine.Backends;

namespace AioEngine.Core;

/// <summary>The files with requests outstanding, by device and inode: a file, not a descriptor, has order and barriers.</summary>
internal sealed class FileTable
{
    private readonly Dictionary<(ulong Device, ulong Inode), FileEntry> _byKey = [];
    private readonly List<FileEntry> _all = [];
    private readonly Stack<FileEntry> _free = [];
    private FileEntry? _last;

    internal FileEntry this[int index] => _all[index];

    /// <summary>How many files are in use.</summary>
    internal int Count => _byKey.Count;

    internal FileEntry Enter(in FileFacts facts)
    {
        var key = (facts.Device, facts.Inode);
        if (_last is { } last && last.Key == key)
        {
            last.Users++;
            return last;
        }

        if (!_byKey.TryGetValue(key, out var file))
        {
            if (!_free.TryPop(out file))
            {
                file = new FileEntry { Index = _all.Count };
                _all.Add(file);
            }

            file.Key = key;
            _byKey.Add(key, file);
        }

        _last = file;
        file.Users++;
        return file;
    }

    internal void Leave(FileEntry file)
    {
        if (--file.Users > 0) return;
        _byKey.Remove(file.Key);
        file.Clear();
        _free.Push(file);
        if (_last == file) _last = null;
    }

    internal void AddTo(ref AioSpec.Model.StableHash hash)
    {
        foreach (var file in _all) file.AddTo(ref hash);
    }

    internal FileEntry? Find(in FileFacts facts) => _byKey.GetValueOrDefault((facts.Device, facts.Inode));
}
