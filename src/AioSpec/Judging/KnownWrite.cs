using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>A change of a regular file: the bytes of a write, or the zeros that a truncation leaves behind its length.</summary>
internal sealed class KnownWrite : IPlaced
{
    /// <summary>Where it starts; for an append -1 until its place is known.</summary>
    public required long Offset { get; set; }

    public required Data Data { get; init; }

    /// <summary>It had no effect before this moment.</summary>
    public required Moment Begin { get; init; }

    /// <summary>It had all its effect at this moment; Never while that is not known.</summary>
    public Moment End { get; set; } = Moment.Never;

    /// <summary>How many of its bytes were surely written once it has ended, and how many at the most.</summary>
    public long Sure { get; set; }

    public required long Most { get; set; }

    public bool IsTruncation { get; init; }

    /// <summary>It goes to the end of the file, wherever that is.</summary>
    public bool IsAppend { get; init; }

    /// <summary>It goes through O_SYNC or O_DSYNC.</summary>
    public bool IsSynchronized { get; init; }

    /// <summary>What promises that it survives a crash.</summary>
    public Promises Promised { get; set; }

    /// <summary>It is among the open changes of its file, and may change its size.</summary>
    public bool IsOpen { get; set; }

    public bool IsExtending { get; set; }

    /// <summary>The order of submission.</summary>
    public long Order { get; init; }

    /// <summary>The request, where it is one.</summary>
    public KnownRequest? Request { get; init; }

    /// <summary>Whether it was submitted before another append on the same open file description (APPEND-01).</summary>
    public bool IsSubmittedBefore(KnownWrite other) =>
        IsAppend && other.IsAppend && Request is { } a && other.Request is { } b && KnownRequest.InOrder(a, b);

    /// <summary>Whether it came before another change in any case.</summary>
    public bool MustPrecede(KnownWrite other, Declaration declared) =>
        End < other.Begin || (IsSubmittedBefore(other) && OrderRules.KeepsOrder(declared, Request!.Info, other.Request!.Info));

    /// <summary>Where it ends at the most; an append may have its place where no more offsets are.</summary>
    public long Limit => IsTruncation || Offset > long.MaxValue - Most ? long.MaxValue : Offset + Most;

    /// <summary>Whether it surely reached this position once it had ended.</summary>
    public bool SurelyCovers(long from, long to) => Offset <= from && (IsTruncation || to <= Offset + Sure);

    /// <summary>What it puts into a stretch that it reaches.</summary>
    public Data BytesAt(long from, long to) => IsTruncation ? Data.Fill(0, to - from) : Data.Slice(from - Offset, to - from);

    /// <summary>A truncation touches whatever lies past its length.</summary>
    public long Reach => IsTruncation ? long.MaxValue : Data.Length;

    public bool Overlaps(long from, long to) => Offset < to && from < Limit;
}
