using AioCli.Machines;

namespace AioCli.Tests;

public sealed class DoctorTests
{
    private const string Limits = """
        Limit                     Soft Limit           Hard Limit           Units
        Max file size             unlimited            unlimited            bytes
        Max processes             1000                 2000                 processes
        Max pending signals       96365                96365                signals
        """;

    [Fact]
    public Task A_machine_with_everything_is_told()
    {
        using var shell = new TestShell { Machine = Rich() };

        return Verify(shell.Run("doctor").ToString());
    }

    [Fact]
    public Task A_machine_that_is_not_Linux_is_told()
    {
        using var shell = new TestShell { Machine = new FakeMachine { System = "Another System 15", IsLinux = false } };

        return Verify(shell.Run("doctor").ToString());
    }

    [Fact]
    public Task The_report_is()
    {
        using var shell = new TestShell { Machine = Rich() };

        shell.Run("doctor", "--json", "report");

        return Verify(shell.Read("report"));
    }

    [Theory]
    [InlineData(14, null, Availability.Yes, "the kernel makes rings for this process")]
    [InlineData(1, "2\n", Availability.No, "refused with EPERM: kernel.io_uring_disabled is 2")]
    [InlineData(1, "0\n", Availability.No, "refused with EPERM: by the container, most likely")]
    [InlineData(38, null, Availability.No, "the kernel does not have it, or hides it (ENOSYS)")]
    [InlineData(null, null, Availability.Unknown, "this architecture is not asked")]
    internal void Io_uring_is_told_from_what_the_kernel_answers(int? errno, string? disabled, Availability available, string found)
    {
        var machine = new FakeMachine { IoUring = errno };
        if (disabled is not null) machine.Contents["/proc/sys/kernel/io_uring_disabled"] = disabled;

        var offer = IoUring.Examine(machine);

        Assert.Equal((available, found), (offer.Available, offer.Found));
    }

    [Theory]
    [InlineData("1\n", Availability.Yes)]
    [InlineData("0\n", Availability.Unknown)]
    [InlineData(null, Availability.No)]
    internal void Userfaultfd_without_its_device_depends_on_the_system(string? setting, Availability available)
    {
        var machine = new FakeMachine();
        if (setting is not null) machine.Contents["/proc/sys/vm/unprivileged_userfaultfd"] = setting;

        Assert.Equal(available, Doctor.Examine(machine).Single(o => o.Name == "userfaultfd").Available);
    }

    [Fact]
    public void This_machine_can_be_examined()
    {
        using var shell = new TestShell { Machine = new ThisMachine() };

        var outcome = shell.Run("doctor");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Notes));
        Assert.Contains(".NET 10", outcome.Results, StringComparison.Ordinal);
    }

    private static FakeMachine Rich() => new()
    {
        IoUring = 14,
        Programs = { ["gcc"] = "gcc 12.2.0", ["clang"] = "clang version 14.0.6", ["musl-gcc"] = "gcc 12.2.0" },
        Contents =
        {
            ["/proc/self/limits"] = Limits,
            ["/proc/sys/fs/pipe-max-size"] = "1048576\n",
            ["/dev/userfaultfd"] = "",
        },
    };
}
