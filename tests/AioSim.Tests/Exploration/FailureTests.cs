using AioSim.Exploration;

namespace AioSim.Tests.Exploration;

/// <summary>What is wrong with a program is found without being asked for, each kind by its name, and comes again under its schedule.</summary>
public sealed class FailureTests
{
    public static TheoryData<FailureKind, string, string> Programs { get; } = new()
    {
        {
            FailureKind.Deadlock,
            "A waits for ever in await_gate(g)",
            """
            thread A
              await_gate(g)
            thread B
              await_gate(h)
              open_gate(g)
            thread C
              await_gate(g)
              open_gate(h)
            """
        },
        {
            FailureKind.Livelock,
            "A would ask for ever: nothing else can happen, and time does not go on",
            """
            file /sim/a "hello"
            device latency fixed 1ms
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=5)
              repeat at-most 50 until finished(r)
                aio_error(r)
            """
        },
        {
            FailureKind.LostNotification,
            "A waits for ever in sigtimedwait([SIGUSR1]); the notification of r2 has come and is gone",
            """
            file /sim/a "hello"
            thread A
              pthread_sigmask(SIG_BLOCK, [SIGUSR1])
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r1, fd=$a, nbytes=1, sigevent=signal(SIGUSR1, 1))
              aio_read(r2, fd=$a, nbytes=1, sigevent=signal(SIGUSR1, 2))
              sigtimedwait([SIGUSR1])
              sigtimedwait([SIGUSR1])
            """
        },
        {
            FailureKind.LostOperation,
            "A waits for ever in aio_suspend([r]); r is never complete",
            """
            file /sim/a "hello"
            device rule op=read : stall never
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=1)
              aio_suspend([r])
            thread B
              await_gate(b)
              open_gate(never)
            thread C
              await_gate(never)
              open_gate(b)
            """
        },
        {
            FailureKind.Undefined,
            "The control block 'r' is submitted again while it is in progress.",
            """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=1)
              aio_read(r, fd=$a, nbytes=1)
            """
        },
        {
            FailureKind.Expectation,
            "A: aio_error(r) returned 0; expected EINPROGRESS",
            """
            file /sim/a "hello"
            thread A
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, nbytes=1)
              aio_error(r) == EINPROGRESS
            """
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_is_found(FailureKind kind, string message, string text)
    {
        var program = Ran.Program(text);
        foreach (var strategy in new[] { ExplorationStrategy.Exhaustive, ExplorationStrategy.Dpor, ExplorationStrategy.Random })
        {
            if (kind == FailureKind.Livelock && strategy != ExplorationStrategy.Exhaustive) continue;
            var result = Explorer.Explore(program, new ExplorationOptions { Strategy = strategy, MaxSchedules = 500 });
            var failure = Assert.Single(result.Failures, failure => failure.Kind == kind && (failure.Message == message || kind == FailureKind.LostNotification));
            if (kind == FailureKind.LostNotification) Assert.Contains("has come and is gone", failure.Message, StringComparison.Ordinal);
            if (kind == FailureKind.Undefined) Assert.Throws<ProgramException>(() => Explorer.OutcomeOf(program, failure.Schedule, new ExplorationOptions()));
            if (kind == FailureKind.Expectation) Assert.NotEmpty(Simulator.Run(program, new SimulationOptions { Policy = new ReplayPolicy(failure.Schedule) }).Failures);
        }
    }

    [Fact]
    public void The_model_breaks_no_requirement_in_any_outcome()
    {
        foreach (var text in SmallPrograms.All.Values)
        {
            Assert.DoesNotContain(Explored.Of(text).Failures, failure => failure.Kind is FailureKind.Violation or FailureKind.Invariant);
        }
    }

    [Fact]
    public void What_was_reached_is_told_and_what_never_was()
    {
        var result = Explored.Of(SmallPrograms.All["two threads, one request"]);
        Assert.Contains("running × aio_cancel", result.Coverage.Pairs);
        Assert.Contains("queued × start", result.Coverage.Pairs);
        Assert.Contains("CANCEL-08", result.Coverage.Requirements);
        Assert.DoesNotContain("queued × aio_cancel of the descriptor", result.Coverage.Pairs);
        var never = Coverage.All.Without(result.Coverage);
        Assert.Contains("queued × aio_cancel of the descriptor", never.Pairs);
        Assert.Empty(result.Coverage.Clauses.Except(Coverage.All.Clauses));
        Assert.Empty(result.Coverage.Pairs.Except(Coverage.All.Pairs));
    }
}
