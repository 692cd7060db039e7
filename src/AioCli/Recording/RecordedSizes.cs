using AioSpec;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>
/// How much has to be in the files of a scenario: in a regular file what was read from it, in a stream enough for each of its
/// reads, since in another schedule one may come through that was canceled when it was recorded.
/// </summary>
/// <param name="files">The files.</param>
internal sealed class RecordedSizes(IEnumerable<FileSpec> files)
{
    private const long Most = 1L << 30;

    private readonly SortedSet<string> _streams = new(files.Where(f => f.Kind == FileKind.Character).Select(f => f.Path), StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _sizes = new(StringComparer.Ordinal);

    /// <summary>What a file holds at the start.</summary>
    public Data ContentOf(FileSpec file) => file.Kind == FileKind.Directory ? Data.Empty : Data.Fill((byte)'.', _sizes.GetValueOrDefault(file.Path));

    /// <summary>A read of so many bytes was submitted.</summary>
    public void Wanted(string path, ulong bytes)
    {
        if (_streams.Contains(path)) _sizes[path] = Math.Min(Most, _sizes.GetValueOrDefault(path) + (long)Math.Min(bytes, Most));
    }

    /// <summary>A read brought so many bytes.</summary>
    public void Moved(string path, long offset, long bytes)
    {
        if (!_streams.Contains(path)) _sizes[path] = Math.Max(_sizes.GetValueOrDefault(path), Math.Max(0, offset) + bytes);
    }
}
