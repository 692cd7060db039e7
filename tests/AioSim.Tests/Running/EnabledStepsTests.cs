using AioSim.Chance;

namespace AioSim.Tests;

public sealed class EnabledStepsTests
{
    /// <summary>Everything that makes steps of requests depend on each other, in one program.</summary>
    private const string Everything = """
        option PIO SIO FSC MON RTS
        profile prioritized yes
        file /sim/a "hello"
        device latency uniform 1us 50us
        device queue-depth 2
        device rule cb=x : stall g
        thread T
          sigaction(SIGUSR1, handler=h)
          sigaction(SIGRTMIN, handler=h, SA_RESTART)
          open("/sim/a", O_RDWR|O_APPEND) -> $a
          pipe(capacity=8) -> $in, $out
          open_gate(ready)
          aio_write(w1, fd=$a, buf="1", reqprio=3, sigevent=signal(SIGRTMIN, 1))
          aio_write(w2, fd=$a, buf="2", reqprio=1)
          aio_read(x, fd=$a, nbytes=3, sigevent=thread(f, 2))
          aio_fsync(O_SYNC, s, fd=$a, sigevent=signal(SIGUSR1, 3))
          lio_listio(LIO_NOWAIT, [LIO_READ l1(fd=$a, nbytes=1), LIO_READ l2(fd=$in, nbytes=4)], sig=thread(f, 4))
          aio_cancel($a, w2)
          open_gate(g)
          aio_suspend([s, w1], timeout=20us)
          close($in)
        thread U
          await_gate(ready)
          aio_write(p1, fd=$out, buf="123456", reqprio=2)
          aio_write(p2, fd=$out, buf="abcdef", reqprio=1)
          kill(SIGUSR1)
          sleep(10us)
          read($in, 8)
          lio_listio(LIO_WAIT, [LIO_READ m1(fd=$a, nbytes=1), LIO_WRITE m2(fd=$a, buf="m")])
          aio_cancel($out, NULL)
        function f
          aio_suspend([w1], timeout=5us)
        function h
          set caught
        """;

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("device reorder\n", false)]
    [InlineData("device reorder\n", true)]
    public void The_set_that_is_kept_is_what_the_machine_says_when_it_is_asked_about_everything(string device, bool split)
    {
        var program = Ran.Program(device + Everything);
        var asked = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var policy = new CheckingPolicy(seed);
            var simulation = new Simulation(program, new SimulationOptions { Seed = seed, Policy = policy, SplitCalls = split });
            policy.Simulation = simulation;
            simulation.Run();
            Assert.Null(simulation.Difference());
            asked += policy.Asked;
        }

        Assert.True(asked > 4000, $"{asked} choices");
    }

    private sealed class CheckingPolicy(ulong seed) : ISchedulingPolicy
    {
        private Prng _prng = new(seed);

        public Simulation? Simulation { get; set; }

        public int Asked { get; private set; }

        public int Choose(EnabledSteps steps)
        {
            if (steps is StepSet && Simulation!.Difference() is { } difference) Assert.Fail($"seed {seed}: {difference}");
            Asked++;
            return _prng.Below(steps.Count);
        }
    }
}
