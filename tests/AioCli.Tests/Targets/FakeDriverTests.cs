using AioCli.Conformance.Campaign;
using AioCli.Targets;
using AioSpec.Histories;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>Whatever a driver does is a result, and the next program is performed all the same.</summary>
public sealed class FakeDriverTests
{
    private static readonly Program s_program = ProgramText.Parse("aiosim-program 1\nthread T1\n  pipe() -> $in, $out\n  close($in)\n", "two-calls");

    private static readonly PerformOptions s_options = new() { Limit = TimeSpan.FromMilliseconds(100), ConfirmHangs = false };

    [Theory]
    [InlineData("exit 0", "it ended before it had said what it can do")]
    [InlineData("echo hello", "its first line is 'hello'; expected 'aiosim-driver 1'")]
    [InlineData("echo aiosim-driver 2", "its first line is 'aiosim-driver 2'; expected 'aiosim-driver 1'")]
    [InlineData("exec sleep 60", "it did not say what it can do within 2 s")]
    [InlineData("echo aiosim-driver 1; exec yes nonsense", "its first message has more than 1000 lines")]
    [InlineData("echo aiosim-driver 1; echo limit AIO_MEX 3; echo ready", "unknown limit 'AIO_MEX'")]
    [InlineData("exec head -c 60000 /dev/zero", "it ended before it had said what it can do")]
    [InlineData("exec cat /dev/zero", "its first message is none: a line has more than 65536 bytes")]
    public void A_first_message_that_is_none_is_told(string lines, string message)
    {
        using var fake = new FakeDriver(lines);

        Assert.Contains(message, Assert.Throws<IOException>(() => fake.Open()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3", "Died", "the driver ended in the middle of its answer")]
    [InlineData("kill -9 $$", "Died", "the driver ended in the middle of its answer")]
    [InlineData("echo hello", "Garbage", "'hello' is no number")]
    [InlineData("head -c 4096 /dev/urandom; echo", "Garbage", "the driver's answer is not of the protocol")]
    [InlineData("echo end 1 nonsense", "Garbage", "'nonsense' is no way to end")]
    [InlineData("echo end 2 quiet", "Garbage", "does not end program 1")]
    [InlineData("echo end 1 refused no call 'pipe' here", "Garbage", "the driver refused the program: no call pipe here")]
    [InlineData("exec yes alive 1", "Garbage", "the driver's answer has more than 262144 lines")]
    [InlineData("exec sleep 60", "Hung", "the driver said nothing for 0.3 s")]
    [InlineData("echo end 1 exited 3", "Exited", "the process exited with status 3")]
    [InlineData("echo end 1 flood", "Flood", "more events")]
    [InlineData("echo end 1 crashed SIGSEGV", "Crashed", "killed by SIGSEGV")]
    [InlineData("echo end 1 crashed SIGABRT", "Aborted", "killed by SIGABRT")]
    public void An_answer_that_is_none_is_a_result(string lines, string ending, string text)
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, "echo '5 0 > 0'", lines);
        using var target = fake.Open();

        var performance = target.Perform(s_program, s_options, CancellationToken.None);

        Assert.Equal(ending, performance.Ending.Kind.ToString());
        Assert.Contains(text, performance.Ending.Text, StringComparison.Ordinal);
        Assert.IsType<Invoke>(performance.History.Events[0]);
        Assert.IsType<End>(performance.History.Events[^1]);
    }

    [Theory]
    [InlineData("time goes back", "5 0 > 0", "4 0 < 3 4")]
    [InlineData("there is no instruction 9", "5 0 > 9")]
    [InlineData("instruction 2 is no call", "5 0 > 2")]
    [InlineData("nothing is there to return from", "5 0 < 0")]
    [InlineData("an event is one of", "5 0 what")]
    [InlineData("there is no path 0", "5 - final 0 x00")]
    [InlineData("the line ends too early", "5 0")]
    [InlineData("no handler and no notification function", "5 0 .")]
    public void What_an_event_cannot_be_is_told(string message, params string[] lines)
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, $"printf '{string.Concat(lines.Select(l => l + "\\n"))}'");
        using var target = fake.Open();

        var performance = target.Perform(s_program, s_options, CancellationToken.None);

        Assert.Equal((EndingKind.Garbage, true), (performance.Ending.Kind, performance.Ending.Text.Contains(message, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_driver_that_was_lost_is_replaced()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, "echo '5 0 > 0'");
        using var target = fake.Open();

        var endings = Enumerable.Range(0, 3).Select(_ => target.Perform(s_program, s_options, CancellationToken.None).Ending.Kind);

        Assert.All(endings, kind => Assert.Equal(EndingKind.Died, kind));
    }

    [Fact]
    public void A_conversation_makes_a_history()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, "printf '5 0 > 0 0 0\\n6 0 < 3 4\\nalive 1\\n7 0 > 1 3 0\\n9 0 < 0\\n9 0 x\\nend 1 quiet\\n'");
        using var target = fake.Open();

        var performance = target.Perform(s_program, s_options, CancellationToken.None);

        Assert.Equal("aiosim-history 1\ntarget fake\nentry_time 20ms\n---\n5 T1 > pipe()\n6 T1 < 3 4\n7 T1 > close(3)\n9 T1 < 0\n9 T1 x\n9 - end quiet\n",
            HistoryText.Print(performance.History));
    }

    [Fact]
    public void A_thread_of_the_implementation_that_caught_a_signal_is_not_blocked()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen,
            "printf '5 0 > 0 0 0\\n6 0 < 3 4\\n7 7 ! SIGUSR1 SI_USER 0\\n8 7 .\\n8 0 > 1 3 0\\n9 0 < 0\\n9 0 x\\nend 1 quiet\\n'");
        using var target = fake.Open();

        var performance = target.Perform(s_program, s_options, CancellationToken.None);

        Assert.Contains("7 2/1 ! SIGUSR1", HistoryText.Print(performance.History), StringComparison.Ordinal);
        Assert.Empty(performance.Failures);
    }

    [Fact]
    public void A_hang_that_does_not_recur_is_unresolved()
    {
        var seen = $"{Path.GetTempPath()}aiosim-{Path.GetRandomFileName()}";
        using var fake = new FakeDriver(
            FakeDriver.Greeting, FakeDriver.Listen, "echo '5 0 > 0'", $"[ -e {seen} ] && printf '6 0 < 3 4\\n6 0 x\\nend 1 quiet\\n' && exit", $": > {seen}", "exec sleep 60");
        using var target = fake.Open();

        var performance = target.Perform(s_program, s_options with { ConfirmHangs = true }, CancellationToken.None);

        File.Delete(seen);
        Assert.Equal((EndingKind.Unresolved, EndKind.Cut), (performance.Ending.Kind, ((End)performance.History.Events[^1]).Kind));
    }

    [Fact]
    public void An_interruption_ends_a_driver_that_hangs()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, "exec sleep 60");
        using var interrupted = new CancellationTokenSource();
        using var target = fake.Open(interrupted.Token);
        interrupted.CancelAfter(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => target.Perform(s_program, s_options with { Limit = TimeSpan.FromMinutes(5) }, interrupted.Token));
    }

    [Fact]
    public void What_a_program_needs_beyond_the_target_is_told_and_not_performed()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen);
        using var target = fake.Open();
        var program = ProgramText.Parse("aiosim-program 1\nthread T1\n  fork()\n  kill(SIGUSR1)\n", "needs");

        var performance = target.Perform(program, s_options, CancellationToken.None);

        Assert.Equal(["fork() needs fork: the target does not have it", "kill(SIGUSR1) needs signals: the target does not have it"],
            performance.Ending.Unmet.Select(n => n.ToString()));
    }

    /// <summary>What hangs and does not say so has brought nothing to an end, and is counted with the reason.</summary>
    [Fact]
    public void A_campaign_on_a_driver_that_is_silent_says_so()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, FakeDriver.Listen, "exec sleep 60");
        using var target = fake.Open();
        var options = new CampaignOptions { Programs = 0, Rounds = 1 };

        var result = new ConformanceCampaign(new Laboratory(target, d => d), options, TimeProvider.System, _ => { }, CancellationToken.None).Run();

        Assert.Equal("Hung: the driver said nothing for 0.6 s", Assert.Single(result.Troubles).What);
        Assert.NotNull(result.Lost);
        Assert.True(result.SaysNothing);
    }

    [Fact]
    public void A_driver_that_ends_every_program_and_shows_nothing_has_not_passed()
    {
        using var fake = new FakeDriver(FakeDriver.Greeting, "n=0", $"while [ $n -lt 1000 ] && {FakeDriver.Listen}; do n=$((n + 1)); echo end $n quiet; done");
        using var shell = new TestShell();

        var outcome = shell.Run("conform", "--target", fake.Target, "--programs", "0", "--time", "1s");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("no requirement was exercised: nothing is known of the target", outcome.Results, StringComparison.Ordinal);
    }
}
