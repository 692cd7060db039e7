namespace AioSpec.Model;

/// <summary>
/// A node of <see cref="Extents"/>: a list of few runs, or 16 children. A node of level n spans 16^(n+1) bytes and starts at a
/// multiple of that; positions are counted from its start. Null stands for zeros, and so does what follows a list's last run.
/// Nodes do not change, but for those that only their owner sees (<see cref="OwnExtents"/>).
/// </summary>
/// <remarks>
/// A list holds at most 16 runs, so a node of level 0, which has 16 bytes, never needs children. A list does not know its
/// level: the root is raised to a higher one, when a file grows, without being rebuilt.
/// </remarks>
internal abstract class ExtentNode(object? owner)
{
    /// <summary>The number of children of a branch and of runs in a list.</summary>
    public const int Fanout = 16;

    private ulong _sum;

    /// <summary>Whether it may be changed in place on behalf of this owner; without an owner no node may.</summary>
    public bool IsOf(object? one) => one is not null && ReferenceEquals(one, owner);

    /// <summary>The bytes that a node of this level spans.</summary>
    public static long Span(int level) => level >= 15 ? long.MaxValue : 1L << ((4 * level) + 4);

    /// <summary>
    /// The sum of what the words of the node add to the hash of the file: each word's share depends on its value and its place
    /// in the file, and a word of zeros adds nothing, so that the sum knows nothing of how the tree is built.
    /// </summary>
    public ulong Sum(long start, int level)
    {
        // 0 means not computed yet; a sum that really is 0 is computed again, which costs little, for it is one of zeros.
        if (_sum == 0) _sum = ComputeSum(start, level);
        return _sum;
    }

    /// <summary>Collects the runs of a stretch.</summary>
    public static void Collect(ExtentNode? node, int level, long start, long length, ref RunCollector collector)
    {
        if (node is null) collector.Add(Run.Fill(0, length));
        else node.CollectFrom(level, start, length, ref collector);
    }

    /// <summary>The node after <paramref name="length"/> bytes of <paramref name="bytes"/> were written over a stretch of it.</summary>
    public static ExtentNode? Replace(ExtentNode? node, int level, long start, Data bytes, long from, long length, object? owner)
    {
        if (start == 0 && length == Span(level)) node = null;
        if (node is ExtentBranch branch) return branch.ReplaceIn(level, start, bytes, from, length, owner);
        var old = node as ExtentList;
        if (old is not null && old.IsOf(owner) && old.TryReplaceRun(start, bytes, from, length)) return old;
        var runs = new RunList((old?.Runs.Length ?? 0) + RunList.CountOf(bytes, from, length) + 2);
        runs.AddPart(old, 0, start);
        runs.AddZeros(start - runs.Length);
        runs.AddPart(bytes, from, length);
        if (old is not null) runs.AddPart(old, start + length, old.Length - start - length);
        return Build(runs, level, owner);
    }

    /// <summary>The node with zeros from <paramref name="length"/> on.</summary>
    public static ExtentNode? Cut(ExtentNode? node, int level, long length)
    {
        if (length >= Span(level)) return node;
        if (node is ExtentBranch branch) return branch.CutIn(level, length);
        if (node is not ExtentList list || length >= list.Length) return node;
        var runs = new RunList(list.Runs.Length);
        runs.AddPart(list, 0, length);
        return Build(runs, level, owner: null);
    }

    /// <summary>The same content as a node of a higher level.</summary>
    public static ExtentNode? Raise(ExtentNode? node, int level, int higher)
    {
        if (node is not ExtentBranch) return node;
        for (; level < higher; level++)
        {
            var children = default(ExtentChildren);
            children[0] = node;
            node = new ExtentBranch(children, owner: null);
        }

        return node;
    }

    /// <summary>Whether the first <paramref name="length"/> bytes of two nodes of one level are the same; shared parts are not looked at.</summary>
    public static bool Same(ExtentNode? left, ExtentNode? right, int level, long length)
    {
        if (ReferenceEquals(left, right) || length <= 0) return true;
        if (left is ExtentBranch a && right is ExtentBranch b) return a.SameChildren(b, level, length);
        length = Math.Min(length, Span(level));
        var (first, second) = (default(RunCollector), default(RunCollector));
        Collect(left, level, 0, length, ref first);
        Collect(right, level, 0, length, ref second);
        return first.ToData().Equals(second.ToData());
    }

    /// <summary>A node of these runs: a list if they are few, else children.</summary>
    private static ExtentNode? Build(in RunList runs, int level, object? owner)
    {
        if (runs.IsZeros) return null;
        // What is written in place is written again soon; what stays is kept small.
        if (runs.Count <= Fanout) return new ExtentList(owner is null ? runs.Trimmed() : runs, owner);
        var children = default(ExtentChildren);
        var reader = new RunReader(runs);
        for (var i = 0; i < Fanout && !reader.AtEnd; i++) children[i] = Build(reader.Take(Span(level - 1)), level - 1, owner);
        return new ExtentBranch(children, owner);
    }

    /// <summary>Collects the runs of a stretch of this node.</summary>
    protected abstract void CollectFrom(int level, long start, long length, ref RunCollector collector);

    /// <summary>The node was changed in place.</summary>
    protected void ForgetSum() => _sum = 0;

    /// <summary>The sum of the words' shares.</summary>
    protected abstract ulong ComputeSum(long start, int level);
}
