using AioCli.Targets;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Text;

namespace AioCli.Tests.Targets;

/// <summary>Programs on the engine, on both of its backends.</summary>
public sealed class EngineTargetTests(RealTargets targets) : IClassFixture<RealTargets>
{
    public static TheoryData<string, string> Programs()
    {
        var data = new TheoryData<string, string>();
        foreach (var target in new[] { "engine", "engine:threads" })
        {
            // 'descriptors' asks for the number 9, which is the host's own.
            foreach (var name in CallPrograms.All.Keys.Where(n => n != "descriptors")) data.Add(target, name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_of_each_call_is_performed_and_permitted(string target, string name)
    {
        var program = ProgramText.Parse("aiosim-program 1\n" + CallPrograms.All[name], name);

        var performance = targets[target].Perform(program, PerformOptions.Default, CancellationToken.None);

        Assert.True(performance.Ending.Kind is EndingKind.Quiet or EndingKind.Refused, $"{performance.Ending}\n{HistoryText.Print(performance.History)}");
        if (performance.Ending.Kind == EndingKind.Refused) return;

        Assert.Equal(Answer.Permitted, Judge.Of(performance.History).Answer);
        // The numbers of descriptors are those of a process that has others.
        if (name != "read") Assert.Empty(performance.Failures);
    }

    [Theory]
    [InlineData("engine:threads", "AioEngine on threads")]
    [InlineData("engine", "AioEngine on ")]
    public void A_target_names_its_backend(string target, string name) =>
        Assert.StartsWith(name, targets[target].Capabilities.Implementation, StringComparison.Ordinal);

    [Theory]
    [InlineData("thread-cancellation", "thread T1\n  sleep(1s)\nthread T2\n  pthread_cancel(T1)\n")]
    [InlineData("fork", "thread T1\n  fork()\n")]
    [InlineData("crashes", "file /sim/a \"x\"\ndevice crash at 1ms\nthread T1\n  open(\"/sim/a\", O_RDONLY)\n")]
    public void What_needs_a_program_in_C_is_not_performed(string feature, string text)
    {
        var performance = targets["engine:threads"].Perform(ProgramText.Parse("aiosim-program 1\n" + text, feature), PerformOptions.Default, CancellationToken.None);

        Assert.Equal(EndingKind.Refused, performance.Ending.Kind);
        Assert.Contains(performance.Ending.Unmet, need => Features.Word(need.Feature) == feature && need.Reason.Length > 0);
    }

    [Theory] // WRITE-05: holes are told by their length
    [InlineData("engine")]
    [InlineData("engine:threads")]
    public void A_file_may_be_larger_than_memory(string target)
    {
        var sparse = ProgramText.Parse(
            "aiosim-program 1\nfile /sim/a \"hello\"\nthread T1\n  open(\"/sim/a\", O_RDWR) -> $a\n  aio_write(w, fd=$a, offset=100000000000, buf=\"x\")\n  aio_suspend([w])\nexpect file /sim/a \"hello\" + fill(0x00, 99999999995) + \"x\"\n", "sparse");

        var performance = targets[target].Perform(sparse, PerformOptions.Default, CancellationToken.None);

        Assert.Equal(EndingKind.Quiet, performance.Ending.Kind);
        Assert.Empty(performance.Failures);
    }

    [Theory] // NOTIFY-15
    [InlineData("engine")]
    [InlineData("engine:threads")]
    public void The_default_action_of_a_signal_ends_the_program_and_not_the_host(string target)
    {
        var kills = ProgramText.Parse(
            "aiosim-program 1\nthread T1\n  pipe() -> $in, $out\n  aio_read(r, fd=$in, nbytes=1)\n  aio_suspend([r])\nthread T2\n  pthread_sigmask(SIG_BLOCK, [])\n  kill(SIGUSR1)\n", "kills");

        var first = targets[target].Perform(kills, PerformOptions.Default, CancellationToken.None);
        var next = targets[target].Perform(ProgramText.Parse("aiosim-program 1\nthread T1\n  sleep(1us)\n", "next"), PerformOptions.Default, CancellationToken.None);

        Assert.Equal((EndingKind.Crashed, 10, EndingKind.Quiet), (first.Ending.Kind, first.Ending.Signal.Number, next.Ending.Kind));
        Assert.Equal(Answer.Permitted, Judge.Of(first.History).Answer);
    }

    [Theory] // LIMIT-02, SUB-04, LIO-02, LIO-17
    [InlineData("engine", "limits/aio-max")]
    [InlineData("engine:threads", "limits/aio-max")]
    [InlineData("engine", "limits/listio-max")]
    [InlineData("engine:threads", "limits/listio-max")]
    public void The_engine_has_the_limits_that_a_program_declares(string target, string name)
    {
        const string head = "aiosim-program 1\nlimit AIO_MAX 2\nlimit AIO_LISTIO_MAX 2\n";
        var body = name == "limits/aio-max"
            ? "thread T1\n  sysconf(_SC_AIO_MAX) == 2\n  pipe() -> $in, $out\n  aio_read(r1, fd=$in, nbytes=1) == 0\n  aio_read(r2, fd=$in, nbytes=1) == 0\n"
                + "  aio_read(r3, fd=$in, nbytes=1) == -1 EAGAIN\n  write($out, \"abc\") == 3\n  aio_suspend([r1]) == 0\n  aio_suspend([r2]) == 0\n  aio_read(r3, fd=$in, nbytes=1) == 0\n  aio_suspend([r3]) == 0\n"
            : "file /sim/a \"hello\"\nthread T1\n  sysconf(_SC_AIO_LISTIO_MAX) == 2\n  open(\"/sim/a\", O_RDONLY) -> $a\n"
                + "  lio_listio(LIO_WAIT, [LIO_READ r1(fd=$a, nbytes=1), NULL, NULL]) == -1 EINVAL\n  lio_listio(LIO_WAIT, [LIO_READ r1(fd=$a, nbytes=1), NULL]) == 0\n";

        var performance = targets[target].Perform(ProgramText.Parse(head + body, name), PerformOptions.Default, CancellationToken.None);

        Assert.Equal((EndingKind.Quiet, 2, 2), (performance.Ending.Kind, performance.History.Header.Declaration.AioMax, performance.History.Header.Declaration.ListioMax));
        Assert.Empty(performance.Failures);
        Assert.Equal(Answer.Permitted, Judge.Of(performance.History).Answer);
    }

    [Theory]
    [InlineData("engine")]
    [InlineData("engine:threads")]
    public void A_thread_that_waits_for_ever_is_seen_and_the_next_program_runs(string target)
    {
        var waits = ProgramText.Parse("aiosim-program 1\nthread T1\n  pipe() -> $in, $out\n  aio_read(r, fd=$in, nbytes=1)\n  aio_suspend([r])\nexpect blocked T1\n", "waits");

        var first = targets[target].Perform(waits, PerformOptions.Default, CancellationToken.None);
        var next = targets[target].Perform(ProgramText.Parse("aiosim-program 1\nthread T1\n  sleep(1us)\n", "next"), PerformOptions.Default, CancellationToken.None);

        Assert.Equal((EndingKind.Quiet, true, EndingKind.Quiet), (first.Ending.Kind, first.Failures.IsEmpty, next.Ending.Kind));
        Assert.Contains(first.History.Events, e => e is Return { Thread: "-", Result.Value: (long)AioSpec.Errno.EINPROGRESS });
    }
}
