using System.Globalization;
using AioCli.Targets;
using AioSpec.FsCheck;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>Programs on glibc and musl, through the driver in C.</summary>
public sealed class RealTargetTests(RealTargets targets) : IClassFixture<RealTargets>
{
    private static int GeneratedPrograms => int.Parse(Environment.GetEnvironmentVariable("AIOSIM_DRIVER_PROGRAMS") ?? "40", CultureInfo.InvariantCulture);

    public static TheoryData<string, string> Programs()
    {
        var data = new TheoryData<string, string>();
        foreach (var target in new[] { "glibc", "musl" })
        {
            foreach (var name in CallPrograms.All.Keys) data.Add(target, name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_of_each_call_is_performed_and_permitted(string target, string name)
    {
        var program = ProgramText.Parse("aiosim-program 1\n" + CallPrograms.All[name], name);

        var performance = targets[target].Perform(program, PerformOptions.Default, CancellationToken.None);

        var verdict = Judge.Of(performance.History);
        var text = HistoryText.Print(performance.History);
        Assert.True(performance.Ending.Kind == EndingKind.Quiet || CallPrograms.MayBeRefused(performance), $"{performance.Ending}\n{text}");
        Assert.True(CallPrograms.Known(target, name).SequenceEqual(verdict.Violations.Select(f => f.Requirement)), string.Join("\n", verdict.Violations) + "\n" + text);
        Assert.True(verdict.Answer == Answer.NotPermitted || performance.Failures.IsEmpty, string.Join("\n", performance.Failures) + "\n" + text);
    }

    [Theory]
    [InlineData("glibc")]
    [InlineData("musl")]
    public void The_history_of_a_real_target_is_read_back_the_same(string target)
    {
        var program = ProgramText.Parse("aiosim-program 1\n" + CallPrograms.All["list"], "list");

        var history = targets[target].Perform(program, PerformOptions.Default, CancellationToken.None).History;

        Assert.Equal(HistoryText.Print(history), HistoryText.Print(HistoryText.Parse(HistoryText.Print(history), "again")));
    }

    [Theory]
    [InlineData("glibc")]
    [InlineData("musl")]
    public void Generated_programs_are_performed_without_a_failure_of_ours(string target)
    {
        for (var seed = 0UL; seed < (ulong)GeneratedPrograms; seed++)
        {
            var program = AioPrograms.Program(seed, 30, new GeneratorOptions { Devices = false, Declaration = Declaration.Default });
            var performance = targets[target].Perform(program, new PerformOptions { Limit = TimeSpan.FromSeconds(2), ConfirmHangs = false }, CancellationToken.None);

            var isOurs = performance.Ending.Kind is EndingKind.Garbage or EndingKind.Died or EndingKind.Exited or EndingKind.Flood;
            Assert.False(isOurs, $"seed {seed}: {performance.Ending}\n{ProgramText.Print(program)}\n{HistoryText.Print(performance.History)}");
        }
    }

    [Theory]
    [InlineData("glibc")]
    [InlineData("musl")]
    public void A_program_that_kills_itself_is_a_result_and_the_next_one_runs(string target)
    {
        var killed = targets[target].Perform(ProgramText.Parse("aiosim-program 1\nthread T1\n  kill(SIGKILL)\n  sleep(1s)\n", "killed"), PerformOptions.Default, CancellationToken.None);
        var next = targets[target].Perform(ProgramText.Parse("aiosim-program 1\nthread T1\n  sleep(1us)\n", "next"), PerformOptions.Default, CancellationToken.None);

        Assert.Equal((EndingKind.Crashed, "SIGKILL"), (killed.Ending.Kind, killed.Ending.Signal.ToString()));
        Assert.IsType<Invoke>(killed.History.Events[0]);
        Assert.Equal(EndingKind.Quiet, next.Ending.Kind);
    }

    [Theory]
    [InlineData("glibc")]
    [InlineData("musl")]
    public void A_thread_that_waits_for_ever_is_seen_and_is_no_hang(string target)
    {
        var program = ProgramText.Parse("aiosim-program 1\nthread T1\n  pipe() -> $in, $out\n  aio_read(r, fd=$in, nbytes=1)\n  aio_suspend([r])\nexpect blocked T1\n", "waits");

        var performance = targets[target].Perform(program, PerformOptions.Default, CancellationToken.None);

        Assert.Equal((EndingKind.Quiet, true), (performance.Ending.Kind, performance.Failures.IsEmpty));
        Assert.Contains(performance.History.Events, e => e is Return { Thread: "-", Result.Value: (long)AioSpec.Errno.EINPROGRESS });
    }
}
