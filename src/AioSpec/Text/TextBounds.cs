namespace AioSpec.Text;

/// <summary>What the readers accept at most, so that a small damaged file costs little: docs/formats.md, "Bounds".</summary>
public static class TextBounds
{
    /// <summary>Characters in one line of the file.</summary>
    public const int LineLength = 1 << 20;

    /// <summary>Characters in a line together with the lines that continue it.</summary>
    public const int JoinedLength = 1 << 26;

    /// <summary>Statements inside statements.</summary>
    public const int Depth = 32;

    /// <summary>Bytes in one Data; fills and tags take no memory for their bytes.</summary>
    public const long DataLength = 1L << 40;

    /// <summary>The last position of a writer's pattern.</summary>
    public const long TagPosition = 1L << 60;
}
