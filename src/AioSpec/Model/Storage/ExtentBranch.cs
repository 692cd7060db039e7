namespace AioSpec.Model;

/// <summary>A node with children, each a sixteenth of it.</summary>
internal sealed class ExtentBranch(in ExtentChildren children, object? owner) : ExtentNode(owner)
{
    // Not an array: whoever looks for a place goes through one object a level.
    private ExtentChildren _children = children;

    /// <summary>The branch after a stretch was written.</summary>
    public ExtentBranch ReplaceIn(int level, long start, Data bytes, long from, long length, object? owner)
    {
        var target = IsOf(owner) ? this : new ExtentBranch(_children, owner);
        target.ForgetSum();
        while (length > 0)
        {
            var (child, within, take) = Stretch(level, start, length);
            target.Put(child, Replace(target._children[child], level - 1, within, bytes, from, take, owner));
            (start, from, length) = (start + take, from + take, length - take);
        }

        return target;
    }

    /// <summary>The branch with zeros from <paramref name="length"/> on, which lies inside it; null if nothing is left.</summary>
    public ExtentBranch? CutIn(int level, long length)
    {
        var (last, within, _) = Stretch(level, length, 1);
        var copy = default(ExtentChildren);
        for (var i = 0; i < last; i++) copy[i] = _children[i];
        if (within > 0) copy[last] = Cut(_children[last], level - 1, within);
        foreach (var child in copy)
        {
            if (child is not null) return new(copy, owner: null);
        }

        return null;
    }

    /// <summary>Whether the children are the same, as far as <paramref name="length"/> reaches.</summary>
    public bool SameChildren(ExtentBranch other, int level, long length)
    {
        var span = Span(level - 1);
        for (var i = 0; i < Fanout && length > 0; i++, length -= span)
        {
            if (!Same(_children[i], other._children[i], level - 1, length)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void CollectFrom(int level, long start, long length, ref RunCollector collector)
    {
        while (length > 0)
        {
            var (child, within, take) = Stretch(level, start, length);
            Collect(_children[child], level - 1, within, take, ref collector);
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
            if (_children[i] is { } child) sum = unchecked(sum + child.Sum(start + (i * span), level - 1));
        }

        return sum;
    }

    /// <summary>Most often the child was changed in place, and to store it again would cost the collector some work.</summary>
    private void Put(int index, ExtentNode? child)
    {
        if (!ReferenceEquals(_children[index], child)) _children[index] = child;
    }

    /// <summary>The child that holds a position, the position within it, and how much of a stretch from there it holds.</summary>
    private static (int Child, long Within, long Take) Stretch(int level, long start, long length)
    {
        var span = Span(level - 1);
        var within = start & (span - 1);
        return ((int)(start >> (4 * level)), within, Math.Min(length, span - within));
    }
}
