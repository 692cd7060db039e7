using System.Collections.Immutable;

namespace AioSpec.Programs;

/// <summary>When and how transfers end. Input of a run, never read by the judge.</summary>
public sealed record DeviceScript
{
    /// <summary>Every transfer ends as soon as the scheduler lets it.</summary>
    public static DeviceScript Instant { get; } = new();

    /// <summary>How long a transfer takes where no rule says otherwise.</summary>
    public Latency Latency { get; init; } = Latency.Zero;

    /// <summary>How many transfers the device works on at a time; 0: all. Further requests stay queued.</summary>
    public int QueueDepth { get; init; }

    /// <summary>Queued requests may start in any order; false: in the order of submission.</summary>
    public bool Reorder { get; init; }

    /// <summary>Rules in order; of those that match a transfer the first that says anything about a matter counts.</summary>
    public ImmutableArray<DeviceRule> Rules { get; init; } = [];

    /// <summary>When the system crashes; null: never.</summary>
    public CrashPoint? Crash { get; init; }
}

/// <summary>What brings a crash of the system.</summary>
public enum CrashCause
{
    /// <summary>A time, in nanoseconds.</summary>
    Time,
    /// <summary>The n-th transfer has moved its bytes.</summary>
    Transfers,
    /// <summary>Nothing: it may come before any step, or never.</summary>
    Any,
}

/// <summary>When the system crashes. Whatever else happens at that instant may come before or not.</summary>
/// <param name="Cause">What brings it.</param>
/// <param name="Value">The time in nanoseconds, or how many transfers.</param>
public sealed record CrashPoint(CrashCause Cause, long Value = 0);

/// <summary>The operations a device rule can aim at.</summary>
public enum DeviceOperation
{
    /// <summary>Any.</summary>
    Any,
    /// <summary>Reads.</summary>
    Read,
    /// <summary>Writes.</summary>
    Write,
    /// <summary>Synchronizations.</summary>
    Fsync,
}

/// <summary>Which transfers a rule is for. Members that are null ask nothing.</summary>
public sealed record Target
{
    /// <summary>The operation.</summary>
    public DeviceOperation Operation { get; init; }

    /// <summary>The file's path.</summary>
    public string? File { get; init; }

    /// <summary>The transfer touches a byte at or after this offset.</summary>
    public long? From { get; init; }

    /// <summary>The transfer touches a byte before this offset.</summary>
    public long? To { get; init; }

    /// <summary>The control block's name.</summary>
    public string? Cb { get; init; }

    /// <summary>Only the n-th transfer, counted from 1, that matches all above.</summary>
    public int? Nth { get; init; }

    /// <summary>Only so often, drawn under the seed.</summary>
    public Ratio? Probability { get; init; }
}

/// <summary>A probability, exactly: no floating point takes part in a decision.</summary>
public readonly record struct Ratio(int Numerator, int Denominator);

/// <summary>What happens to the transfers that a rule is for. Members that are null say nothing.</summary>
public sealed record DeviceRule
{
    /// <summary>Which transfers.</summary>
    public required Target Target { get; init; }

    /// <summary>How long it takes.</summary>
    public Latency? Latency { get; init; }

    /// <summary>It fails with this error; EAGAIN refuses the submission instead (SUB-04).</summary>
    public Errno? Fail { get; init; }

    /// <summary>It ends after at most so many bytes.</summary>
    public long? Short { get; init; }

    /// <summary>It does not end before this gate is open.</summary>
    public string? StallUntil { get; init; }
}

/// <summary>How latencies are distributed.</summary>
public enum LatencyKind
{
    /// <summary>Always A.</summary>
    Fixed,
    /// <summary>Evenly from A to B.</summary>
    Uniform,
    /// <summary>Exponentially with mean A.</summary>
    Exponential,
    /// <summary>Log-normally with median A and sigma B thousandths.</summary>
    LogNormal,
    /// <summary>By a table of percentiles, interpolated between its points.</summary>
    Percentiles,
}

/// <summary>A point of a table of percentiles.</summary>
/// <param name="Permyriad">The percentile in hundredths of a percent: 9,999 is p99.99.</param>
/// <param name="Nanoseconds">The latency there.</param>
public readonly record struct Percentile(int Permyriad, long Nanoseconds);

/// <summary>A distribution of latencies in nanoseconds, sampled in integers from committed tables.</summary>
/// <param name="Kind">Which distribution.</param>
/// <param name="A">Its first parameter.</param>
/// <param name="B">Its second parameter.</param>
public sealed record Latency(LatencyKind Kind, long A, long B = 0)
{
    /// <summary>No time at all.</summary>
    public static Latency Zero { get; } = new(LatencyKind.Fixed, 0);

    /// <summary>The points of <see cref="LatencyKind.Percentiles"/>, ascending in both members.</summary>
    public ImmutableArray<Percentile> Points { get; init; } = [];

    /// <summary>Always this long.</summary>
    public static Latency Fixed(long nanoseconds) => new(LatencyKind.Fixed, nanoseconds);

    /// <inheritdoc/>
    public bool Equals(Latency? other) => other is not null && Kind == other.Kind && A == other.A && B == other.B
        && Points.SequenceEqual(other.Points);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Kind;
}
