using AioSim.Chance;
using AioSpec.Model;

namespace AioSim.Device;

/// <summary>
/// All that a device remembers: how often each rule has matched and where its chance stands. One array of values, so that
/// a copy is an independent device.
/// </summary>
public sealed class DeviceState
{
    private Prng _latency;

    internal DeviceState(Prng prng, int rules)
    {
        _latency = prng.Fork("latency");
        Rules = new RuleState[rules];
        for (var i = 0; i < rules; i++)
        {
            Rules[i] = new RuleState { Chance = prng.Fork("rule", i), Latency = prng.Fork("rule latency", i) };
        }
    }

    private DeviceState(DeviceState other) => (_latency, Rules) = (other._latency, [.. other.Rules]);

    /// <summary>The chance of latencies that no rule says anything about.</summary>
    internal ref Prng Latency => ref _latency;

    /// <summary>What is remembered of each rule, in the order of the script.</summary>
    internal RuleState[] Rules { get; }

    /// <summary>A device of its own that goes on from here.</summary>
    public DeviceState Clone() => new(this);

    /// <summary>Adds all that is remembered to the hash of a state.</summary>
    public void AddTo(ref StableHash hash)
    {
        _latency.AddTo(ref hash);
        foreach (ref var rule in Rules.AsSpan())
        {
            hash.Add(rule.Matches);
            rule.Chance.AddTo(ref hash);
            rule.Latency.AddTo(ref hash);
        }
    }

    /// <summary>Writes all that is remembered.</summary>
    internal void Write(AioSpec.Model.PartWriter to)
    {
        _latency.Write(to);
        foreach (ref var rule in Rules.AsSpan())
        {
            to.Add(rule.Matches);
            rule.Chance.Write(to);
            rule.Latency.Write(to);
        }
    }

    /// <summary>What is remembered of a rule.</summary>
    internal struct RuleState
    {
        /// <summary>How many transfers matched all but its count and its probability.</summary>
        public long Matches;

        /// <summary>Draws whether it happens.</summary>
        public Prng Chance;

        /// <summary>Draws how long it takes.</summary>
        public Prng Latency;
    }
}
