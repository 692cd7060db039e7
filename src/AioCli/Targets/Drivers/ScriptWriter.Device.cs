using AioSim.Chance;
using AioSim.Device;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <content>The device script, as far as a real device can be held to it: latencies and stalls.</content>
internal sealed partial class ScriptWriter
{
    /// <summary>So many draws of a distribution a driver gets to choose from.</summary>
    private const int Draws = 64;

    private void Rules(ScriptWords words, DeviceScript device)
    {
        if (device.Latency == Latency.Zero && device.Rules.All(r => r.Latency is null && r.StallUntil is null)) return;
        var prng = new Prng(_seed);
        words.Word("seed").Word(_seed).Line();
        foreach (var rule in device.Rules) Rule(words, rule, ref prng);
        if (device.Latency != Latency.Zero) Rule(words, new DeviceRule { Target = new Target(), Latency = device.Latency }, ref prng);
    }

    private void Rule(ScriptWords words, DeviceRule rule, ref Prng prng)
    {
        if (rule.Latency is null && rule.StallUntil is null) return;
        var target = rule.Target;
        words.Word("rule").Word(target.Operation.ToString().ToLowerInvariant()).Word(target.File is null ? -1 : _paths[target.File])
            .Word(target.From ?? -1).Word(target.To ?? -1).Word(target.Cb is null ? -1 : _blocks[target.Cb]).Word(target.Nth ?? 0)
            .Word(target.Probability?.Numerator ?? 0).Word(target.Probability?.Denominator ?? 0)
            .Word(rule.StallUntil is null ? -1 : _gates[rule.StallUntil]);
        if (rule.Latency is null)
        {
            words.Word(0).Line();
            return;
        }

        var sampler = new LatencySampler(rule.Latency);
        var draws = sampler.Fixed is null ? Draws : 1;
        words.Word(draws);
        for (var i = 0; i < draws; i++) words.Word(sampler.Sample(ref prng));
        words.Line();
    }
}
