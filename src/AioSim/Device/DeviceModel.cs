using AioSim.Chance;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Device;

/// <summary>
/// A device that follows a <see cref="DeviceScript"/>: says of each transfer how long it takes and how it ends. The model
/// itself never changes; what a device remembers is a <see cref="DeviceState"/>.
/// </summary>
/// <remarks>
/// <para>Of the rules that match, the first that says anything about a matter (latency, error, length, stall) counts for that
/// matter; where none does, the transfer takes the script's latency and ends as it should. Each rule counts and draws for
/// itself, whatever other rules say, from chance of its own: what one rule does never shifts another.</para>
/// <para>A rule that fails with EAGAIN refuses the submission (SUB-04) and says nothing of transfers: it counts submissions, in
/// the order of the calls. All other rules count transfers, in the order in which they start. An earlier rule with another
/// error shields from a refusal if it is certain to be for this transfer; one under a probability is not.</para>
/// </remarks>
public sealed class DeviceModel
{
    private readonly LatencySampler _latency;
    private readonly CompiledRule[] _rules;

    /// <summary>A device that follows this script.</summary>
    /// <exception cref="ArgumentException">A latency of the script cannot be.</exception>
    public DeviceModel(DeviceScript script)
    {
        _latency = new LatencySampler(script.Latency);
        _rules = [.. script.Rules.Select(rule => new CompiledRule(rule))];
        CanRefuse = Array.Exists(_rules, rule => rule.Refuses);
        if (_rules.Length == 0 && _latency.Fixed is { } latency) (Always, AlwaysTakes) = (new(latency), latency);
    }

    /// <summary>How long every transfer takes, where nothing else happens to any; -1: it depends.</summary>
    internal long AlwaysTakes { get; } = -1;

    /// <summary>What happens to every transfer, where nothing tells one from another; null: it depends.</summary>
    public DeviceDisposition? Always { get; }

    /// <summary>Whether any submission can be refused.</summary>
    public bool CanRefuse { get; }

    /// <summary>A device that has seen nothing yet; its chance is forked from this generator.</summary>
    public DeviceState Start(Prng prng) => new(prng.Fork("device"), _rules.Length);

    /// <summary>Says what happens to a transfer, which counts as one. To be asked once a transfer, when it starts.</summary>
    public DeviceDisposition Evaluate(DeviceState state, in Transfer transfer) => Always ?? EvaluateRules(state, transfer);

    /// <summary>Whether the submission of a request for such a transfer is refused with EAGAIN. To be asked once a submission, before anything else.</summary>
    public bool RefusesSubmission(DeviceState state, in Transfer transfer) => CanRefuse && Refuses(state, transfer);

    private DeviceDisposition EvaluateRules(DeviceState state, in Transfer transfer)
    {
        var (latency, fail, most, gate) = (default(long?), default(Errno?), default(long?), default(string?));
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            if (rule.Refuses || !rule.Aims(transfer) || !rule.Counts(ref state.Rules[i])) continue;
            latency ??= rule.Latency?.Sample(ref state.Rules[i].Latency);
            fail ??= rule.Fail;
            most ??= rule.Short;
            gate ??= rule.StallUntil;
        }

        return new(latency ?? _latency.Sample(ref state.Latency), fail ?? Errno.None, most, gate);
    }

    private bool Refuses(DeviceState state, in Transfer transfer)
    {
        var (refused, shielded) = (false, false);
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            if (rule.Fail is null || !rule.Aims(transfer)) continue;
            if (rule.Refuses) refused |= rule.Counts(ref state.Rules[i]) && !shielded;
            else shielded |= rule.IsSureOfNext(state.Rules[i]);
        }

        return refused;
    }
}
