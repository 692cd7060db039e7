using AioCli.Targets.Hosting;

namespace AioCli.Tests.Targets;

/// <summary>The numbers of a program that the engine's host performs.</summary>
public sealed class DescriptorTests
{
    [Fact] // A thread of the runtime begins with a pipe, under the lowest numbers that are free.
    public void The_runtime_and_other_programs_never_have_a_number_that_the_program_has_closed()
    {
        var (mine, others) = (new Descriptors(), new Descriptors());
        var closed = mine.Add(Null());
        Assert.Equal(0, mine.Close(closed));

        var (runtimes, others1) = (Null(), others.Add(Null()));

        Assert.NotEqual(closed, runtimes);
        Assert.NotEqual(closed, others1);
        Assert.NotEqual(closed, mine.Actual(closed));
        _ = SystemCalls.close(runtimes);
        End(mine, others);
    }

    [Fact]
    public void The_program_gets_the_lowest_of_its_numbers_that_is_free()
    {
        var mine = new Descriptors();
        var (first, second) = (mine.Add(Null()), mine.Add(Null()));
        Assert.Equal(first + 1, second);

        Assert.Equal(0, mine.Close(first));

        Assert.Equal(first, mine.Add(Null()));
        Assert.Equal(first, mine.Actual(first));
        End(mine);
    }

    private static int Null() => SystemCalls.open("/dev/null", SystemCalls.O_CLOEXEC, 0);

    private static void End(params Descriptors[] programs)
    {
        foreach (var program in programs)
        {
            program.CloseAll();
            program.GiveBack();
        }
    }
}
