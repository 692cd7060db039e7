namespace AioSpec.Model;

/// <summary>
/// The content of a file that nobody else sees while it is written: a node that a write has made is changed in place by the
/// next one. Nodes that came with the content, or were given away with it, are others' too and are copied first.
/// </summary>
internal sealed class OwnExtents(Extents content)
{
    private Extents _content = content;

    /// <summary>Nodes that belong to it are seen here only; another one is taken once they are not.</summary>
    private object _owner = new();

    /// <summary>The length of the file in bytes.</summary>
    public long Length => _content.Length;

    /// <summary>The same as <see cref="Extents.Read"/>.</summary>
    public Data Read(long offset, long length) => _content.Read(offset, length);

    /// <summary>Whether the bytes from <paramref name="offset"/> are these.</summary>
    public bool Holds(long offset, Data bytes) => _content.Holds(offset, bytes);

    /// <summary>Writes these bytes (<see cref="Extents.Write(long, Data)"/>).</summary>
    public void Write(long offset, Data bytes) => _content = _content.Write(offset, bytes, _owner);

    /// <summary>Cuts the file, or makes it longer (<see cref="Extents.Truncate"/>).</summary>
    public void Truncate(long length) => _content = _content.Truncate(length);

    /// <summary>The content as it is now. It stays as it is, whatever is written here later.</summary>
    public Extents ToExtents()
    {
        _owner = new();
        return _content;
    }
}
