using System.Globalization;
using AioSim.Exploration;
using Xunit.Abstractions;

namespace AioSim.Tests.Exploration;

/// <summary>
/// Reduction loses no outcome of programs that are drawn, and steps look at nothing but their footprints there; AIOSIM_FOOTPRINTS says
/// how many, and from which on.
/// </summary>
public sealed class FootprintTests(ITestOutputHelper output)
{
    private const int MostSchedules = 1000;

    [Fact]
    public void Of_programs_that_are_drawn_no_outcome_is_lost()
    {
        var asked = (Environment.GetEnvironmentVariable("AIOSIM_FOOTPRINTS") ?? "60").Split(',').Select(n => ulong.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var from = asked.Length > 1 ? asked[1] : 0;
        var wrong = new List<string>();
        for (var number = from; number < from + asked[0] && wrong.Count < 3; number++)
        {
            output.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            if (Compare(number) is { } difference) wrong.Add($"{number}: {difference}\n{RandomPrograms.At(number)}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Nobody takes a step after a mistake, so that nobody's step shows that it could have come before.</summary>
    [Fact]
    public void What_others_do_before_a_mistake_is_not_lost()
    {
        var program = Ran.Program("""
            file /sim/a "hello"
            limit AIO_MAX 1
            thread A
              open("/sim/a", O_RDWR) -> $a
              open_gate(g)
              aio_write(r1, fd=$a, buf="x1")
              aio_write(r1, fd=$a, buf="y1")
            thread B
              await_gate(g)
              aio_write(r2, fd=$a, buf="x2")
            """);
        var all = Explorer.Explore(program, Explored.All);
        var reduced = Explorer.Explore(program, Explored.All with { Strategy = ExplorationStrategy.Dpor });
        Assert.True(all.Complete && reduced.Complete);
        Assert.Equal(all.Texts(), reduced.Texts());
        Assert.Contains(all.Failures, failure => failure.Kind == FailureKind.Undefined);
        Assert.True(all.Outcomes.Length > 1);
    }

    /// <summary>One order of each class: so many schedules of a synchronization, of signals that are waited for, of two readers, of a file that is closed.</summary>
    [Theory]
    [InlineData("synchronization", 120)]
    [InlineData("signals", 20)]
    [InlineData("a pipe", 1500)]
    [InlineData("close", 400)]
    public void Steps_that_look_at_little_have_few_orders(string name, long most)
    {
        var program = Ran.Program(name switch { "signals" => Signals, "a pipe" => APipe, "close" => Closed, _ => Synchronization });
        var all = Explorer.Explore(program, Explored.All);
        var reduced = Explorer.Explore(program, Explored.All with { Strategy = ExplorationStrategy.Dpor });
        Assert.True(reduced.Complete);
        Assert.Equal(all.Texts(), reduced.Texts());
        Assert.True(reduced.Schedules <= most, $"{reduced.Schedules}");
    }

    private const string Synchronization = """
        file /sim/a ".."
        file /sim/b ".."
        thread main
          open("/sim/a", O_RDWR) -> $a
          open("/sim/b", O_RDWR) -> $b
          aio_write(w1, fd=$a, buf="A")
          aio_write(w2, fd=$b, buf="B")
          aio_fsync(O_SYNC, s1, fd=$b)
          aio_suspend([s1])
          aio_error(w1)
        """;

    private const string APipe = """
        thread main
          pipe() -> $r, $w
          aio_read(r1, fd=$r, nbytes=2)
          aio_read(r2, fd=$r, nbytes=2)
          write($w, "abc")
          close($w)
          aio_suspend([r1])
          aio_suspend([r2])
          aio_return(r1)
          aio_return(r2)
        """;

    private const string Closed = """
        file /sim/a "..."
        file /sim/b "---"
        thread main
          open("/sim/a", O_RDWR) -> $a
          aio_write(w1, fd=$a, buf="A")
          aio_write(w2, fd=$a, offset=1, buf="B")
          close($a)
          open("/sim/b", O_RDWR) -> $b
          aio_suspend([w1])
          aio_suspend([w2])
        """;

    private const string Signals = """
        file /sim/a "abcd"
        thread main
          pthread_sigmask(SIG_BLOCK, [SIGRTMIN+1])
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r1, fd=$a, nbytes=1, sigevent=signal(SIGRTMIN+1, 1))
          aio_read(r2, fd=$a, nbytes=2, sigevent=signal(SIGRTMIN+1, 2))
          sigtimedwait([SIGRTMIN+1])
          sigtimedwait([SIGRTMIN+1])
        """;

    private static string? Compare(ulong number)
    {
        var program = Ran.Program(RandomPrograms.At(number));
        var split = number % 4 == 0;
        if (LearningTests.Check(program, split, 150) is { } difference) return difference;
        var options = Explored.All with { SplitCalls = split, MaxStates = 5_000, Judge = false };
        var all = Explorer.Explore(program, options);
        var reduced = Explorer.Explore(program, options with { Strategy = ExplorationStrategy.Dpor, MaxSchedules = MostSchedules });
        if (!all.Complete) return null;
        if (reduced.Texts().Except(all.Texts()).FirstOrDefault() is { } added) return $"reduction shows what is not: {added}";
        if (!reduced.Complete) return null;
        if (all.Texts().Except(reduced.Texts()).FirstOrDefault() is { } lost) return $"reduction loses {lost}";
        var (failures, found) = (all.Failures.Select(Told).ToHashSet(), reduced.Failures.Select(Told).ToHashSet());
        return failures.SetEquals(found) ? null : $"reduction loses {failures.Except(found).FirstOrDefault()}, or shows {found.Except(failures).FirstOrDefault()}";
    }

    private static string Told(ExploredFailure failure) => $"{failure.Kind} {failure.Message}";
}
