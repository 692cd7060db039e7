namespace AioSpec.Model;

/// <summary>
/// What a submission that is made again and again has read last. As long as the file holds what it held, the same bytes come
/// again: those, and not a copy of them.
/// </summary>
internal struct LatestRead
{
    private Extents? _content;
    private long _length;
    private Data? _bytes;

    /// <summary>The same as <see cref="Extents.Read"/>. The offset is the submission's, and stays.</summary>
    public Data Of(Extents content, long offset, long length)
    {
        if (!ReferenceEquals(content, _content) || length != _length)
        {
            (_content, _length, _bytes) = (content, length, content.Read(offset, length));
        }

        return _bytes!;
    }
}
