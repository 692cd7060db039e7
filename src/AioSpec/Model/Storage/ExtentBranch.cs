namespace AioSpec.Model;

/// <summary>A node with children, each a sixteenth of it.</summary>
internal sealed class ExtentBranch(ExtentNode?[] children) : ExtentNode
{
    /// <summary>The branch after a stretch was written.</summary>
    public ExtentBranch ReplaceIn(int level, long start, Data bytes, long from, long length)
    {
        var copy = (ExtentNode?[])children.Clone();
        while (length > 0)
        {
            var (child, within, take) = Stretch(level, start, length);
            copy[child] = Replace(copy[child], level - 1, within, bytes, from, take);
            (start, from, length) = (start + take, from + take, length - take);
        }

        return new(copy);
    }

    /// <summary>The branch with zeros from <paramref name="length"/> on, which lies inside it; null if nothing is left.</summary>
    public ExtentBranch? CutIn(int level, long length)
    {
        var (last, within, _) = Stretch(level, length, 1);
        var copy = new ExtentNode?[Fanout];
        Array.Copy(children, copy, last);
        if (within > 0) copy[last] = Cut(children[last], level - 1, within);
        return Array.TrueForAll(copy, child => child is null) ? null : new(copy);
    }

    /// <summary>Whether the children are the same, as far as <paramref name="length"/> reaches.</summary>
    public bool SameChildren(ExtentBranch other, int level, long length)
    {
        var span = Span(level - 1);
        for (var i = 0; i < Fanout && length > 0; i++, length -= span)
        {
            if (!Same(children[i], other.Child(i), level - 1, length)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void CollectFrom(int level, long start, long length, ref RunCollector collector)
    {
        while (length > 0)
        {
            var (child, within, take) = Stretch(level, start, length);
            Collect(children[child], level - 1, within, take, ref collector);
            (start, length) = (start + take, length - take);
        }
    }

    /// <inheritdoc/>
    protected override ulong ComputeSum(long start, int level)
    {
        ulong sum = 0;
        var span = Span(level - 1);
        for (var i = 0; i < Fanout; i++)
        {
            if (children[i] is { } child) sum = unchecked(sum + child.Sum(start + (i * span), level - 1));
        }

        return sum;
    }

    private ExtentNode? Child(int index) => children[index];

    /// <summary>The child that holds a position, the position within it, and how much of a stretch from there it holds.</summary>
    private static (int Child, long Within, long Take) Stretch(int level, long start, long length)
    {
        var span = Span(level - 1);
        var within = start & (span - 1);
        return ((int)(start >> (4 * level)), within, Math.Min(length, span - within));
    }
}
