using AioSpec;
using AioSpec.Programs;

namespace AioSim.Device;

/// <summary>A rule of a device script, ready to be asked.</summary>
internal sealed class CompiledRule(DeviceRule rule)
{
    private readonly Target _target = rule.Target;
    private readonly bool _everywhere = rule.Target is { From: null, To: null };

    /// <summary>How long a transfer takes; null: nothing said.</summary>
    public LatencySampler? Latency { get; } = rule.Latency is null ? null : new LatencySampler(rule.Latency);

    /// <summary>The error; null: nothing said.</summary>
    public Errno? Fail => rule.Fail;

    /// <summary>The most bytes; null: nothing said.</summary>
    public long? Short => rule.Short;

    /// <summary>The gate; null: nothing said.</summary>
    public string? StallUntil => rule.StallUntil;

    /// <summary>Whether the rule refuses submissions, which happens before there is a transfer.</summary>
    public bool Refuses => rule.Fail == Errno.EAGAIN;

    /// <summary>Whether the rule is for such a transfer, its count and its probability left aside.</summary>
    public bool Aims(in Transfer transfer) =>
        (_target.Operation == DeviceOperation.Any || _target.Operation == transfer.Operation)
        && (_target.File is null || _target.File == transfer.File)
        && (_target.Cb is null || _target.Cb == transfer.Cb)
        && (_everywhere || Touches(transfer));

    /// <summary>Counts a transfer that the rule aims at, and draws; whether the rule is for this one.</summary>
    public bool Counts(ref DeviceState.RuleState state)
    {
        state.Matches++;
        if (_target.Nth is { } nth && state.Matches != nth) return false;
        return _target.Probability is not { } probability || state.Chance.Draw(probability);
    }

    /// <summary>Whether the rule is certain to be for the next transfer that it aims at. Counts and draws nothing.</summary>
    public bool IsSureOfNext(in DeviceState.RuleState state) =>
        _target.Probability is null && (_target.Nth is not { } nth || state.Matches + 1 == nth);

    private bool Touches(in Transfer transfer) =>
        transfer.Nbytes > 0
        && (_target.From is not { } from || transfer.Nbytes > from - transfer.Offset)
        && (_target.To is not { } to || transfer.Offset < to);
}
