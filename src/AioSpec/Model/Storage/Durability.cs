using System.Collections.Immutable;

namespace AioSpec.Model;

/// <summary>What promises that a change is on the platter, so that it survives a crash of the system.</summary>
[Flags]
public enum Promises
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The description is O_SYNC or O_DSYNC, and the write is complete.</summary>
    Description = 1,
    /// <summary>It was complete when an aio_fsync or fsync was called that has succeeded since.</summary>
    Synchronized = 2,
    /// <summary>It was queued when an aio_fsync was called that has succeeded since.</summary>
    Queued = 4,
}

/// <summary>A change of a regular file that may be in the cache alone.</summary>
/// <param name="Order">Its place among all that was submitted.</param>
/// <param name="Offset">Where its bytes are; for a truncation the length.</param>
/// <param name="Bytes">Its bytes; null for a truncation.</param>
/// <param name="Kept">What promises that it survives.</param>
internal readonly record struct CachedChange(long Order, long Offset, Data? Bytes, Promises Kept = Promises.None)
{
    public Extents On(Extents content) => Bytes is null ? content.Truncate(Offset) : content.Write(Offset, Bytes);
}

/// <summary>
/// What of a regular file is surely on the platter, and the changes since, in their order, of which each may have reached it.
/// A value. It is kept only where the system may crash: nobody else can tell the difference.
/// </summary>
internal sealed class Durability(Extents platter, ImmutableList<CachedChange> cached)
{
    /// <summary>The bytes that survive in any case.</summary>
    public Extents Platter { get; } = platter;

    /// <summary>What lies on top. A promised change stays here as long as one before it is not promised.</summary>
    public ImmutableList<CachedChange> Cached { get; } = cached;

    /// <summary>A file that is whole on the platter.</summary>
    public static Durability Of(Extents content) => new(content, []);

    /// <summary>One change more.</summary>
    public Durability With(CachedChange change) => new(Platter, Cached.Add(change));

    /// <summary>Some changes are promised from now on.</summary>
    public Durability Promise(Func<CachedChange, Promises> promised)
    {
        var (platter, kept) = (Platter, ImmutableList.CreateBuilder<CachedChange>());
        foreach (var change in Cached)
        {
            var now = change with { Kept = change.Kept | promised(change) };
            if (kept.Count == 0 && now.Kept != Promises.None) platter = now.On(platter);
            else kept.Add(now);
        }

        return new Durability(platter, kept.ToImmutable());
    }

    public void AddTo(ref StableHash hash)
    {
        hash.Add(Platter.Hash);
        foreach (var change in Cached)
        {
            hash.Add(change.Order);
            hash.Add(change.Offset);
            hash.Add(((change.Bytes?.Length ?? -1) * 8) + (long)change.Kept);
        }
    }

    public void Write(PartWriter to)
    {
        to.Add(Platter.ToData());
        foreach (var change in Cached)
        {
            to.Add(change.Order);
            to.Add(change.Offset);
            to.Add(change.Bytes);
            to.Add((long)change.Kept);
        }
    }

    public bool Same(Durability? other) => other is not null && Platter.Equals(other.Platter) && Cached.SequenceEqual(other.Cached);
}
