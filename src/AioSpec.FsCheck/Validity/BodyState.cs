using System.Collections.Immutable;

namespace AioSpec.FsCheck.Validity;

/// <summary>What is known at one point of a body.</summary>
internal sealed record BodyState
{
    /// <summary>The start of a body that knows nothing.</summary>
    public static BodyState Empty { get; } = new();

    /// <summary>The control blocks of which anything is known that is not so at the start.</summary>
    public ImmutableSortedDictionary<string, BlockFacts> Blocks { get; init; } = ImmutableSortedDictionary.Create<string, BlockFacts>(StringComparer.Ordinal);

    /// <summary>The descriptor variables that are set.</summary>
    public ImmutableSortedSet<string> Opened { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The variables that this body may have closed or replaced: what they are now, or null.</summary>
    public ImmutableSortedDictionary<string, DescriptorInfo?> Changed { get; init; } = ImmutableSortedDictionary.Create<string, DescriptorInfo?>(StringComparer.Ordinal);

    /// <summary>The signals that the thread blocks; 0 stands for all.</summary>
    public ImmutableSortedSet<int> Masked { get; init; } = [];

    /// <summary>Every statement so far ends, whatever the rest of the program does.</summary>
    public bool Assured { get; init; } = true;

    /// <summary>No AIO call was made so far.</summary>
    public bool NoAioYet { get; init; } = true;

    /// <summary>A block's facts. One that is not mentioned was never submitted.</summary>
    public BlockFacts this[string cb] => Blocks.TryGetValue(cb, out var facts) ? facts : new BlockFacts { Idle = true };

    /// <summary>The state with other facts on a block.</summary>
    public BodyState With(string cb, BlockFacts facts) => this with { Blocks = Blocks.SetItem(cb, facts) };

    /// <summary>The state with what another body guaranteed.</summary>
    public BodyState With(Guarantee guarantee)
    {
        var blocks = Blocks;
        foreach (var (cb, sure) in guarantee.Blocks)
        {
            if (!this[cb].MaybeSubmitted) blocks = blocks.SetItem(cb, this[cb] with { Usable = true, Sure = sure, Idle = this[cb].Complete });
        }

        return this with { Blocks = blocks, Opened = Opened.Union(guarantee.Opened) };
    }

    /// <summary>What holds whichever of two ways was taken.</summary>
    public static BodyState Join(BodyState a, BodyState b)
    {
        if (ReferenceEquals(a, b)) return a;
        return new()
        {
            Blocks = JoinBlocks(a, b),
            Opened = a.Opened.Intersect(b.Opened),
            Changed = JoinChanged(a.Changed, b.Changed),
            Masked = a.Masked.Intersect(b.Masked),
            Assured = a.Assured && b.Assured,
            NoAioYet = a.NoAioYet && b.NoAioYet,
        };
    }

    /// <summary>Whether both say the same.</summary>
    public bool SameAs(BodyState other) => Assured == other.Assured && NoAioYet == other.NoAioYet && Blocks.SequenceEqual(other.Blocks)
        && Opened.SetEquals(other.Opened) && Masked.SetEquals(other.Masked) && Changed.SequenceEqual(other.Changed);

    private static ImmutableSortedDictionary<string, BlockFacts> JoinBlocks(BodyState a, BodyState b)
    {
        var joined = a.Blocks.ToBuilder();
        foreach (var cb in a.Blocks.Keys) joined[cb] = BlockFacts.Join(a[cb], b[cb]);
        foreach (var cb in b.Blocks.Keys) joined[cb] = BlockFacts.Join(a[cb], b[cb]);
        return joined.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, DescriptorInfo?> JoinChanged(
        ImmutableSortedDictionary<string, DescriptorInfo?> a, ImmutableSortedDictionary<string, DescriptorInfo?> b)
    {
        var joined = a.ToBuilder();
        foreach (var (name, info) in a) joined[name] = b.TryGetValue(name, out var other) && other == info ? info : null;
        foreach (var name in b.Keys.Where(name => !a.ContainsKey(name))) joined[name] = null;
        return joined.ToImmutable();
    }
}

/// <summary>What is known once a gate is open, a flag is set or a function runs: usable blocks (and which are sure), open descriptors.</summary>
internal sealed record Guarantee(ImmutableSortedDictionary<string, bool> Blocks, ImmutableSortedSet<string> Opened)
{
    /// <summary>Nothing is known.</summary>
    public static Guarantee None { get; } = new(ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>What a state passes on: only blocks that stay usable for ever.</summary>
    public static Guarantee Of(BodyState state, ProgramFacts facts)
    {
        var blocks = None.Blocks.ToBuilder();
        foreach (var (cb, known) in state.Blocks)
        {
            if (known.Usable && !known.MaybeFreed) blocks[cb] = known.Sure && facts.SubmittedOnce(cb);
        }

        return new(blocks.ToImmutable(), state.Opened);
    }

    /// <summary>What both know.</summary>
    public static Guarantee Meet(Guarantee a, Guarantee b)
    {
        var blocks = None.Blocks.ToBuilder();
        foreach (var (cb, sure) in a.Blocks)
        {
            if (b.Blocks.TryGetValue(cb, out var other)) blocks[cb] = sure && other;
        }

        return new(blocks.ToImmutable(), a.Opened.Intersect(b.Opened));
    }

    /// <summary>Whether both say the same.</summary>
    public bool SameAs(Guarantee other) => Blocks.SequenceEqual(other.Blocks) && Opened.SetEquals(other.Opened);
}
