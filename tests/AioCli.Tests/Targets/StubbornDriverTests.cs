using System.Globalization;
using System.Text;
using AioCli.Conformance.Campaign;
using AioCli.Shell;
using AioCli.Targets;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>A driver that does not let go: the harness does, and no process of it is left.</summary>
public sealed class StubbornDriverTests : IDisposable
{
    private static readonly Program s_program = ProgramText.Parse("aiosim-program 1\nthread T1\n  pipe() -> $in, $out\n", "one-call");

    private static readonly PerformOptions s_options = new() { Limit = TimeSpan.FromMilliseconds(100), ConfirmHangs = false };

    private static readonly PerformOptions s_patient = s_options with { Limit = TimeSpan.FromMinutes(5) };

    private static int s_count;

    /// <summary>Seconds that nobody else sleeps.</summary>
    private readonly string _seconds = string.Create(CultureInfo.InvariantCulture, $"{1_000_000 + Environment.ProcessId}.{Interlocked.Increment(ref s_count)}");

    private readonly CancellationTokenSource _interrupted = new();

    [Theory]
    [InlineData("sleep SECONDS & exit 1", "Hung")]
    [InlineData("sleep SECONDS >&- 2>&- & exit 1", "Died")]
    [InlineData("(trap '' TERM INT HUP; setsid sleep SECONDS & sleep SECONDS & wait) & exit 1", "Hung")]
    [InlineData("setsid sh -c 'setsid sleep SECONDS & wait' & printf '5 0 >'; exit 1", "Hung")]
    [InlineData("trap '' TERM INT HUP; while :; do sleep SECONDS; done", "Hung")]
    [InlineData("sleep SECONDS & echo end 1 quiet; exit 0", "Quiet")]
    [InlineData("sleep SECONDS & echo end 7 quiet; wait", "Garbage")]
    [InlineData("exec 0<&-; sleep SECONDS & echo end 1 quiet; wait", "Quiet")]
    public void None_of_its_processes_is_left_whoever_is_their_parent(string lines, string ending)
    {
        using var fake = Fake(lines);
        using (var target = fake.Open())
        {
            var performance = target.Perform(s_program, s_options, CancellationToken.None);

            Assert.Equal(ending, performance.Ending.Kind.ToString());
        }

        Assert.Equal(0, Sleepers());
    }

    [Theory]
    [InlineData("sleep SECONDS & exit 1")]
    [InlineData("printf '5 0 >'; sleep SECONDS")]
    [InlineData("trap '' TERM INT HUP; while :; do sleep SECONDS; done")]
    public void An_interruption_does_not_wait_for_it(string lines)
    {
        using var fake = Fake(lines);
        using (var target = fake.Open(_interrupted.Token))
        {
            using var watching = new Timer(_ => InterruptOnce(), null, 0, 5);
            Assert.Throws<OperationCanceledException>(() => target.Perform(s_program, s_patient, _interrupted.Token));
        }

        Assert.Equal(0, Sleepers());
    }

    [Fact]
    public void A_program_that_it_does_not_take_in_is_not_waited_for()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, $"sleep {_seconds} <&0 & exec sleep {_seconds}");
        using (var target = fake.Open())
        {
            // More than a pipe holds.
            var program = s_program with { Threads = [s_program.Threads[0] with { Body = [.. Enumerable.Repeat(s_program.Threads[0].Body[0], 20_000)] }] };

            Assert.Equal("the driver does not listen any more", target.Perform(program, s_options, CancellationToken.None).Ending.Text);
        }

        Assert.Equal(0, Sleepers());
    }

    [Fact]
    public void A_campaign_with_a_time_ends()
    {
        using var fake = Fake("sleep SECONDS & exit 1");
        using (var target = fake.Open())
        {
            var options = new CampaignOptions { Programs = 0, Rounds = 1, Workers = 2, Time = TimeSpan.FromMilliseconds(1) };

            var result = new ConformanceCampaign(new Laboratory(target, d => d), options, TimeProvider.System, _ => { }, CancellationToken.None).Run();

            Assert.True(result.SaysNothing);
        }

        Assert.Equal(0, Sleepers());
    }

    [Fact]
    public void A_line_without_end_is_given_up_where_nothing_can_be_so_long()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, "exec cat /dev/zero");
        using var target = fake.Open();

        var ending = target.Perform(s_program, s_options, CancellationToken.None).Ending;

        Assert.Equal(EndingKind.Garbage, ending.Kind);
        Assert.Contains("a line has more than 1048576 bytes, and nothing that it can say needs so many", ending.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_may_be_told_as_long_as_it_is()
    {
        var hex = new string('0', 6_000_000);
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, $"echo '5 0 > 0 3'; printf '6 0 < 3000000 x'; head -c {hex.Length} /dev/zero | tr '\\0' 0; echo; echo '6 0 x'; echo end 1 quiet");
        using var target = fake.Open();
        var program = ProgramText.Parse("aiosim-program 1\nfile /sim/a fill(0, 3000000)\nthread T1\n  read(3, 3000000)\n", "long-read");

        Assert.Equal(EndingKind.Quiet, target.Perform(program, s_options with { Limit = TimeSpan.FromMinutes(1) }, CancellationToken.None).Ending.Kind);
    }

    [Fact]
    public void Of_what_it_says_on_standard_error_the_beginning_and_the_end_are_told()
    {
        using var fake = new FakeDriver("echo begin >&2; head -c 600000 /dev/zero | tr '\\0' '\\n' >&2; echo end >&2; exit 1");
        using var shell = new TestShell();

        var outcome = shell.Run("conform", "--target", fake.Target);

        Assert.Equal(ExitCode.Missing, outcome.ExitCode);
        Assert.StartsWith("driver: begin\ndriver: [591818 bytes left out]\ndriver: end\n", outcome.Notes, StringComparison.Ordinal);
    }

    public void Dispose() => _interrupted.Dispose();

    private FakeDriver Fake(string lines) => new(FakeDriver.Greeting, FakeDriver.Listen, lines.Replace("SECONDS", _seconds, StringComparison.Ordinal));

    /// <summary>Once it has the program.</summary>
    private void InterruptOnce()
    {
        if (Sleepers() > 0) _interrupted.Cancel();
    }

    private int Sleepers() => Directory.EnumerateDirectories("/proc").Count(folder =>
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), out _) && Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline"))).Contains($"\0{_seconds}\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It has ended meanwhile.
        }
    });
}
