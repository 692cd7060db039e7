using AioSim.Scenarios;
using AioSpec;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Tests.Scenarios;

/// <summary>What a scenario file means.</summary>
public sealed class ReaderTests
{
    private const string Open = "    - open: { path: /sim/a, flags: O_RDWR, as: a }\n";

    [Fact]
    public void What_is_left_out_is_the_reference_profile_and_an_instant_device()
    {
        var scenario = ScenarioReader.Read("scenario: 1\nname: n\nthreads: {}\n", "a.yaml");

        Assert.Equal(Declaration.Default with { Profile = Profile.Reference }, scenario.Program.Declaration);
        Assert.Equal(DeviceScript.Instant, scenario.Program.Device);
        Assert.Equal((null, null), (scenario.Description, scenario.Seed));
    }

    [Fact]
    public void Any_profile_declares_nothing() =>
        Assert.Equal(Profile.Undeclared, ScenarioReader.Read("scenario: 1\nname: n\nprofile: any\nthreads: {}\n", "a.yaml").Program.Declaration.Profile);

    [Theory]
    [InlineData("{ short: 100 }", true, false)]
    [InlineData("{ fail: EFBIG }", true, false)]
    [InlineData("{ fail: EAGAIN }", false, true)]
    [InlineData("{ fail: EIO }", false, false)]
    [InlineData("{ latency: 1s }", false, false)]
    public void What_the_environment_may_do_follows_from_the_device(string rule, bool isShort, bool exhausts)
    {
        var declared = ScenarioReader.Read($"scenario: 1\nname: n\ndevice: {{ rules: [{rule}] }}\nthreads: {{}}\n", "a.yaml").Program.Declaration;

        Assert.Equal((isShort, exhausts), (declared.MayTransferShort, declared.MayExhaust));
    }

    [Fact]
    public void What_the_environment_may_do_can_be_said()
    {
        var declared = ScenarioReader.Read("scenario: 1\nname: n\nenvironment: { may_transfer_short: yes }\nthreads: {}\n", "a.yaml").Program.Declaration;

        Assert.True(declared.MayTransferShort);
    }

    [Fact]
    public void A_submission_says_what_differs_from_blocks()
    {
        var reads = Calls("blocks: { b: { fd: $a, offset: 3, buf: hello, nbytes: 2, reqprio: 1 } }", "    - aio_write: b\n    - aio_write: { cb: b, offset: 0, buf: abc }\n    - aio_read: { cb: b, buf: NULL }\n");

        var block = new ControlBlock { Fildes = Fd.Variable("a"), Offset = 3, Buf = Data.Of("hello"), Nbytes = 2, Reqprio = 1 };
        Assert.Equal([new AioWrite("b", block), new AioWrite("b", block with { Offset = 0, Buf = Data.Of("abc"), Nbytes = 3 }), new AioRead("b", block with { Buf = null })], reads);
    }

    [Theory]
    [InlineData("aio_error", "EINVAL", "22", null)]
    [InlineData("aio_error", "{ error: EINVAL }", "-1", "EINVAL")]
    [InlineData("aio_error", "[0, EINPROGRESS]", "0,115", null)]
    [InlineData("aio_return", "EINVAL", "-1", "EINVAL")]
    [InlineData("aio_return", "[5, EINVAL, EINTR]", "5,-1", "EINVAL,EINTR")]
    [InlineData("aio_return", "{ value: 5, error: EINVAL }", "5,-1", "EINVAL")]
    [InlineData("aio_return", "-1", "-1", null)]
    public void An_error_number_is_a_value_of_aio_error_and_a_failure_of_the_others(string call, string expect, string values, string? errnos)
    {
        var text = $"scenario: 1\nname: n\nblocks: {{ b: {{ fd: 3 }} }}\nthreads:\n  main:\n    - {call}: b\n      expect: {expect}\n";

        var expected = Assert.IsType<Perform>(ScenarioReader.Read(text, "a.yaml").Program.Threads[0].Body[0]).Expected!;

        Assert.Equal(values, string.Join(',', expected.Values!.Value));
        Assert.Equal(errnos, expected.Errnos is { } e ? string.Join(',', e) : null);
    }

    [Fact]
    public void Statements_know_their_place()
    {
        var text = "scenario: 1\nname: n\nfiles: { /sim/a: x }\nthreads:\n  main:\n" + Open + "    - when: { flag: f }\n      then:\n        - set: f\n        - pthread_exit\n";

        var body = ScenarioReader.Read(text, "x.yaml").Program.Threads[0].Body;

        Assert.Equal(new SourcePlace("x.yaml", 6, 7), body[0].Place);
        Assert.Equal([new SourcePlace("x.yaml", 9, 11), new SourcePlace("x.yaml", 10, 11)], Assert.IsType<When>(body[1]).Then.Select(s => s.Place));
    }

    [Fact]
    public void A_name_of_LFS64_is_the_same_call() =>
        Assert.Equal(new AioError("b") { Lfs64 = true }, Assert.Single(Calls("blocks: { b: { fd: 3 } }", "    - aio_error64: b\n")));

    [Theory]
    [InlineData("1.5s", 1_500_000_000)]
    [InlineData("0.000000001s", 1)]
    [InlineData("20us", 20_000)]
    [InlineData("0.25ms", 250_000)]
    [InlineData("0", 0)]
    [InlineData("9223372036s", 9_223_372_036_000_000_000)]
    public void Times_are_read_exactly(string text, long nanoseconds) => Assert.Equal(new Sleep(nanoseconds), Assert.Single(Calls("", $"    - sleep: {text}\n")));

    [Fact]
    public void Distributions_are_read_exactly()
    {
        var device = ScenarioReader.Read("""
            scenario: 1
            name: n
            device:
              latency: { lognormal: { median: 1ms, sigma: 0.125 } }
              rules:
                - latency: { percentiles: { 50: 1ms, 99.9: 20ms, 99.99: 1s } }
                - latency: { uniform: [1ms, 2ms] }
                - latency: { exponential: 3us }
                - { for: { probability: 1/3, range: [NULL, 4KiB] }, fail: EIO }
            threads: {}
            """, "a.yaml").Program.Device;

        Assert.Equal(new Latency(LatencyKind.LogNormal, 1_000_000, 125), device.Latency);
        Assert.Equal(
            new Latency(LatencyKind.Percentiles, 0) { Points = [new(5000, 1_000_000), new(9990, 20_000_000), new(9999, 1_000_000_000)] },
            device.Rules[0].Latency);
        Assert.Equal(new Latency(LatencyKind.Uniform, 1_000_000, 2_000_000), device.Rules[1].Latency);
        Assert.Equal(new Latency(LatencyKind.Exponential, 3_000), device.Rules[2].Latency);
        Assert.Equal(new Target { Probability = new Ratio(1, 3), To = 4096 }, device.Rules[3].Target);
    }

    [Fact]
    public void Programs_that_no_file_has_said_are_written_in_full()
    {
        var program = new Program
        {
            Name = "yes",
            Files = [new FileSpec("/sim/a", FileKind.Regular, Data.Concat(Data.Of("a: 'b' # \"c\"\n\t\\"), Data.Of([0, 255]), Data.Fill(7, 3), Data.Tag(2, 5, 9)))],
            Declaration = Declaration.Default with { MayExhaust = true, Options = PosixOptions.None },
            Device = new DeviceScript { Rules = [new DeviceRule { Target = new Target { Cb = "of_a_rule" }, Short = 1 }] },
            Expect = new Expectations { Statuses = [new ExpectedStatus("of_a_status", [Errno.None, Errno.EINPROGRESS])], NotificationOrder = ["of_an_order"] },
            Threads =
            [
                new ThreadSpec("main",
                [
                    new Perform(new Open("/sim/a", (OpenFlags)(0x10000 | 0x400 | 1), 7), ["x0"], null),
                    new Perform(new LioListio((LioMode)9, [new ListElement("b", new ControlBlock { LioOpcode = (LioOpcode)(-4), Nbytes = ulong.MaxValue }), null], SigEvent.None), [], null),
                    new Perform(new AioSuspend(["b", null], new Timespec(long.MaxValue, 5)), [], new Expected { Values = [-1, 3], Errnos = [Errno.EIO, Errno.EINTR], AtNanoseconds = 1 }),
                    new Perform(new AioError("loose"), [], new Expected { Values = [115, 9999], Bytes = Data.Empty }),
                    new Repeat(new Condition(ConditionKind.Finished, ["b", "loose"]), 3, [new SetFlag("no", true), new When(new Condition(ConditionKind.NotFlag, ["no"]), [], [])]),
                ]),
            ],
        };
        var written = ScenarioWriter.Write(new Scenario { Program = program, Seed = ulong.MaxValue, Description = "null" });
        var read = ScenarioReader.Read(written, "a.yaml");

        Assert.Equal(ProgramText.Print(program), ProgramText.Print(read.Program));
        Assert.Equal((ulong.MaxValue, "null"), (read.Seed, read.Description));
    }

    private static Call[] Calls(string head, string statements)
    {
        var text = $"scenario: 1\nname: n\nfiles: {{ /sim/a: hello }}\n{head}\nthreads:\n  main:\n{Open}{statements}";
        return [.. ScenarioReader.Read(text, "a.yaml").Program.Threads[0].Body.Skip(1).Cast<Perform>().Select(p => p.Call)];
    }
}
