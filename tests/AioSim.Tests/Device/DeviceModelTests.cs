using AioSim.Chance;
using AioSim.Device;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Device;

public class DeviceModelTests
{
    private static readonly Transfer ReadOfA = new(DeviceOperation.Read, "/sim/a", 100, 50, "r1");
    private static readonly Transfer WriteOfA = new(DeviceOperation.Write, "/sim/a", 100, 50, "w1");
    private static readonly Transfer Sync = new(DeviceOperation.Fsync, "/sim/a", 0, 0, "s1");

    [Fact]
    public void Without_rules_a_transfer_takes_the_latency_of_the_script_and_ends_as_it_should()
    {
        var device = new Device(new DeviceScript { Latency = Latency.Fixed(700) });

        Assert.Equal(new DeviceDisposition(700), device.Evaluate(ReadOfA));
        Assert.False(device.Refuses(ReadOfA));
    }

    [Fact]
    public void A_rule_for_everything_says_all_it_says()
    {
        var device = Rules(new DeviceRule
        {
            Target = new(),
            Latency = Latency.Fixed(5),
            Fail = Errno.EIO,
            Short = 7,
            StallUntil = "gate",
        });

        Assert.Equal(new DeviceDisposition(5, Errno.EIO, 7, "gate"), device.Evaluate(WriteOfA));
    }

    [Fact]
    public void Of_each_matter_the_first_rule_that_says_anything_counts()
    {
        var device = Rules(
            new() { Target = new(), Short = 1 },
            new() { Target = new() { Operation = DeviceOperation.Read }, Short = 2, Fail = Errno.EIO },
            new() { Target = new(), Fail = Errno.ENOSPC, Latency = Latency.Fixed(9), StallUntil = "late" });

        Assert.Equal(new DeviceDisposition(9, Errno.EIO, 1, "late"), device.Evaluate(ReadOfA));
        Assert.Equal(new DeviceDisposition(9, Errno.ENOSPC, 1, "late"), device.Evaluate(WriteOfA));
    }

    [Fact]
    public void A_rule_aims_by_operation()
    {
        var device = Failing(new() { Operation = DeviceOperation.Fsync });

        Assert.Equal([Errno.None, Errno.None, Errno.EIO], device.Fates(ReadOfA, WriteOfA, Sync));
    }

    [Fact]
    public void A_rule_aims_by_file_and_by_control_block()
    {
        var byFile = Failing(new() { File = "/sim/b" });
        var byBlock = Failing(new() { Cb = "r1" });

        Assert.Equal([Errno.None, Errno.EIO], byFile.Fates(ReadOfA, ReadOfA with { File = "/sim/b" }));
        Assert.Equal([Errno.None], byFile.Fates(ReadOfA with { File = null }));
        Assert.Equal([Errno.EIO, Errno.None, Errno.None], byBlock.Fates(ReadOfA, WriteOfA, ReadOfA with { Cb = null }));
    }

    [Theory]
    [InlineData(0L, 100L, false)]
    [InlineData(0L, 101L, true)]
    [InlineData(149L, null, true)]
    [InlineData(150L, null, false)]
    [InlineData(120L, 130L, true)]
    [InlineData(null, 101L, true)]
    [InlineData(null, null, true)]
    [InlineData(long.MaxValue, null, false)]
    public void A_rule_aims_at_transfers_that_touch_a_byte_of_its_range(long? from, long? to, bool hit)
    {
        var device = Failing(new() { From = from, To = to });

        Assert.Equal(hit ? Errno.EIO : Errno.None, device.Evaluate(ReadOfA).Fail);
    }

    [Fact]
    public void What_touches_no_byte_is_in_no_range()
    {
        var device = Failing(new() { From = 0 });

        Assert.Equal([Errno.None, Errno.None], device.Fates(Sync, ReadOfA with { Nbytes = 0 }));
    }

    [Fact]
    public void The_nth_transfer_is_counted_among_those_that_match()
    {
        var device = Failing(new() { Operation = DeviceOperation.Read, Nth = 2 });

        Assert.Equal([Errno.None, Errno.None, Errno.EIO, Errno.None], device.Fates(ReadOfA, WriteOfA, ReadOfA, ReadOfA));
    }

    [Fact]
    public void A_rule_counts_also_when_an_earlier_one_has_said_it_all()
    {
        var device = Rules(
            new() { Target = new() { Nth = 1 }, Fail = Errno.ENOSPC },
            new() { Target = new() { Nth = 2 }, Fail = Errno.EIO });

        Assert.Equal([Errno.ENOSPC, Errno.EIO, Errno.None], device.Fates(ReadOfA, ReadOfA, ReadOfA));
    }

    [Fact]
    public void A_probability_is_met_and_repeats_under_the_seed()
    {
        var target = new Target { Probability = new Ratio(1, 4) };
        var fates = Failing(target).Fates([.. Enumerable.Repeat(ReadOfA, 10_000)]);

        Assert.InRange(fates.Count(fate => fate == Errno.EIO), 2500 - 260, 2500 + 260);
        Assert.Equal(fates, Failing(target).Fates([.. Enumerable.Repeat(ReadOfA, 10_000)]));
        Assert.NotEqual(fates, new Device(Script(new DeviceRule { Target = target, Fail = Errno.EIO }), seed: 2)
            .Fates([.. Enumerable.Repeat(ReadOfA, 10_000)]));
    }

    [Fact]
    public void Two_rules_of_one_probability_happen_independently()
    {
        var half = new Target { Probability = new Ratio(1, 2) };
        var device = Rules(new() { Target = half, Fail = Errno.EIO }, new() { Target = half, Short = 1 });

        var together = Enumerable.Range(0, 10_000).Count(_ => device.Evaluate(ReadOfA) is { Fail: Errno.EIO, ShortTo: 1 });

        Assert.InRange(together, 2500 - 260, 2500 + 260);
    }

    [Fact]
    public void The_chance_of_a_rule_does_not_depend_on_what_other_rules_draw()
    {
        var half = new Target { Probability = new Ratio(1, 2) };
        var alone = Rules(new() { Target = half, Fail = Errno.EIO }, new() { Target = new(), Short = 1 });
        var beside = Rules(
            new() { Target = half, Fail = Errno.EIO },
            new() { Target = half, Latency = new(LatencyKind.Uniform, 0, 1000), Short = 1 });

        Assert.Equal(alone.Fates([.. Enumerable.Repeat(ReadOfA, 200)]), beside.Fates([.. Enumerable.Repeat(ReadOfA, 200)]));
    }

    [Fact]
    public void EAGAIN_refuses_the_submission_and_says_nothing_of_transfers()
    {
        var device = Rules(
            new() { Target = new() { Operation = DeviceOperation.Write }, Fail = Errno.EAGAIN, Short = 3 },
            new() { Target = new(), Fail = Errno.EIO });

        Assert.True(device.Refuses(WriteOfA));
        Assert.False(device.Refuses(ReadOfA));
        Assert.Equal(new DeviceDisposition(0, Errno.EIO), device.Evaluate(WriteOfA));
    }

    [Fact]
    public void A_refusal_counts_submissions_and_not_transfers()
    {
        var device = Rules(new DeviceRule { Target = new() { Nth = 2 }, Fail = Errno.EAGAIN });

        Assert.False(device.Refuses(ReadOfA));
        device.Evaluate(ReadOfA);
        device.Evaluate(ReadOfA);
        Assert.True(device.Refuses(ReadOfA));
        Assert.False(device.Refuses(ReadOfA));
    }

    [Fact]
    public void An_earlier_rule_with_another_error_shields_from_a_refusal_if_it_is_certain()
    {
        var refuse = new DeviceRule { Target = new(), Fail = Errno.EAGAIN };

        Assert.False(Rules(new() { Target = new(), Fail = Errno.EIO }, refuse).Refuses(ReadOfA));
        Assert.False(Rules(new() { Target = new(), Fail = Errno.None }, refuse).Refuses(ReadOfA));
        Assert.True(Rules(new() { Target = new() { Cb = "x" }, Fail = Errno.EIO }, refuse).Refuses(ReadOfA));
        Assert.True(Rules(new() { Target = new() { Nth = 2 }, Fail = Errno.EIO }, refuse).Refuses(ReadOfA));
        Assert.True(Rules(new() { Target = new() { Probability = new Ratio(1, 1) }, Fail = Errno.EIO }, refuse).Refuses(ReadOfA));
        Assert.True(Rules(refuse, new() { Target = new(), Fail = Errno.EIO }).Refuses(ReadOfA));
    }

    [Fact]
    public void A_copy_of_the_state_goes_on_from_the_same_place_and_alone()
    {
        var model = new DeviceModel(Script(
            new() { Target = new() { Nth = 3 }, Fail = Errno.EIO },
            new() { Target = new() { Probability = new Ratio(1, 2) }, Short = 1 }) with
        { Latency = new(LatencyKind.Exponential, 1000) });
        var state = model.Start(new Prng(1));
        model.Evaluate(state, ReadOfA);
        var copy = state.Clone();
        Assert.Equal(HashOf(state), HashOf(copy));

        var first = Enumerable.Range(0, 50).Select(_ => model.Evaluate(state, ReadOfA)).ToList();
        Assert.NotEqual(HashOf(state), HashOf(copy));
        var second = Enumerable.Range(0, 50).Select(_ => model.Evaluate(copy, ReadOfA)).ToList();

        Assert.Equal(first, second);
        Assert.Equal(HashOf(state), HashOf(copy));
    }

    [Fact]
    public void Evaluating_allocates_nothing()
    {
        var device = Rules(new() { Target = new() { Nth = 3 }, Fail = Errno.EIO }, new() { Target = new(), Latency = new(LatencyKind.Uniform, 0, 1000) });
        device.Evaluate(ReadOfA);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) device.Evaluate(ReadOfA);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ulong HashOf(DeviceState state)
    {
        var hash = default(StableHash);
        state.AddTo(ref hash);
        return hash.Value;
    }

    private static DeviceScript Script(params DeviceRule[] rules) => new() { Rules = [.. rules] };

    private static Device Rules(params DeviceRule[] rules) => new(Script(rules));

    private static Device Failing(Target target) => Rules(new DeviceRule { Target = target, Fail = Errno.EIO });

    /// <summary>A model with its state.</summary>
    private sealed class Device(DeviceScript script, ulong seed = 1)
    {
        private readonly DeviceModel _model = new(script);
        private readonly DeviceState _state = new DeviceModel(script).Start(new Prng(seed));

        public DeviceDisposition Evaluate(Transfer transfer) => _model.Evaluate(_state, transfer);

        public bool Refuses(Transfer transfer) => _model.RefusesSubmission(_state, transfer);

        public List<Errno> Fates(params Transfer[] transfers) => [.. transfers.Select(transfer => Evaluate(transfer).Fail)];
    }
}
