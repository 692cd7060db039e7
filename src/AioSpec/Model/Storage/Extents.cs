namespace AioSpec.Model;

/// <summary>
/// The content of a file: a value. Writing makes a new one that shares with the old one all that was not written, so that
/// keeping an old one costs nothing, and a file with a pattern of many gigabytes is one run.
/// </summary>
/// <remarks>
/// A tree of 16 children a node over the whole range of off_t (<see cref="ExtentNode"/>); it is deep only where the content
/// is made of many runs. Reading and writing cost the logarithm of the number of runs and the runs that are touched. What
/// was never written between the start and the end of the file is zeros (write/D: a gap reads as bytes of value 0).
/// </remarks>
public sealed class Extents : IEquatable<Extents>
{
    private readonly ExtentNode? _root;
    private readonly int _level;

    private Extents(ExtentNode? root, int level, long length) => (_root, _level, Length) = (root, level, length);

    /// <summary>An empty file.</summary>
    public static Extents Empty { get; } = new(null, 0, 0);

    /// <summary>The length of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>A hash of the bytes and the length. Equal content has equal hashes, however it came about. Computed once and kept.</summary>
    public ulong Hash
    {
        get
        {
            var hash = default(StableHash);
            hash.Add(Length);
            hash.Add(_root is null ? 0 : _root.Sum(0, _level));
            return hash.Value;
        }
    }

    /// <summary>A file with this content.</summary>
    public static Extents Of(Data content) => Empty.Write(0, content);

    /// <summary>
    /// The bytes from <paramref name="offset"/>: <paramref name="length"/> of them, or as many as there are before the end of
    /// the file, none at or past it (READ-03).
    /// </summary>
    public Data Read(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (offset >= Length || length == 0) return Data.Empty;
        var collector = new RunCollector();
        ExtentNode.Collect(_root, _level, offset, Math.Min(length, Length - offset), ref collector);
        return collector.ToData();
    }

    /// <summary>Whether the bytes from <paramref name="offset"/> are these.</summary>
    internal bool Holds(long offset, Data bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (bytes.Length == 0) return true;
        if (offset > Length - bytes.Length) return false;
        var collector = new RunCollector();
        ExtentNode.Collect(_root, _level, offset, bytes.Length, ref collector);
        return collector.Holds(bytes);
    }

    /// <summary>The whole content.</summary>
    public Data ToData() => Read(0, Length);

    /// <summary>The file after these bytes were written at <paramref name="offset"/>; no bytes change nothing, not even the length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative, or the end would lie past the largest off_t.</exception>
    public Extents Write(long offset, Data bytes) => Write(offset, bytes, null);

    /// <summary>The same; nodes that belong to <paramref name="owner"/> are changed in place, and new ones belong to it (<see cref="OwnExtents"/>).</summary>
    internal Extents Write(long offset, Data bytes, object? owner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, long.MaxValue - bytes.Length);
        if (bytes.Length == 0) return this;
        var end = offset + bytes.Length;
        var (root, level) = Raised(end);
        var written = ExtentNode.Replace(root, level, offset, bytes, 0, bytes.Length, owner);
        return ReferenceEquals(written, _root) && level == _level && end <= Length ? this : new(written, level, Math.Max(Length, end));
    }

    /// <summary>The file cut to this length, or made longer by zeros (ftruncate/D).</summary>
    public Extents Truncate(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == Length) return this;
        if (length == 0) return Empty;
        if (length > Length) return new(_root, _level, length);
        return new(ExtentNode.Cut(_root, _level, length), _level, length);
    }

    /// <inheritdoc/>
    public bool Equals(Extents? other) => other is not null && Length == other.Length && SameBytes(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Extents);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Hash);

    /// <inheritdoc/>
    public override string ToString() => ToData().ToString();

    private bool SameBytes(Extents other)
    {
        // A run list holds at any level that is high enough; a branch has to be raised to the other's level first.
        var level = Math.Max(_level, other._level);
        return ExtentNode.Same(ExtentNode.Raise(_root, _level, level), ExtentNode.Raise(other._root, other._level, level), level, Length);
    }

    /// <summary>The root raised to a level that spans so many bytes.</summary>
    private (ExtentNode? Root, int Level) Raised(long end)
    {
        var level = _level;
        while (end > ExtentNode.Span(level)) level++;
        return (ExtentNode.Raise(_root, _level, level), level);
    }
}
