using System.Collections.Immutable;
using System.Globalization;
using AioSpec;
using AioSpec.Model;

namespace AioSim.Stepping;

/// <summary>A run between two steps. Good until the next step is taken, and not to be kept.</summary>
public sealed class Moment
{
    private readonly Simulation _simulation;

    internal Moment(Simulation simulation) => _simulation = simulation;

    /// <summary>How many steps were taken: the number of the next one, from 0.</summary>
    public long Step => _simulation.StepsTaken;

    /// <summary>The virtual time in nanoseconds.</summary>
    public long Time => _simulation.Clock.Now;

    /// <summary>The steps that can be taken.</summary>
    public EnabledSteps Steps => _simulation.Enabled;

    /// <summary>What the model knows.</summary>
    public State State => _simulation.Machine.State;

    /// <summary>Who acts in a step: a thread by its name, a request by its control block's, a list by its number.</summary>
    public string ActorOf(StepView step)
    {
        if (step.Thread >= 0) return _simulation.NameOfThread(step.Thread);
        if (step.Request >= 0) return State.Info(step.Request).Cb;
        return step.List >= 0 ? string.Create(CultureInfo.InvariantCulture, $"list {step.List}") : "the system";
    }

    /// <summary>What happens in a step, in words: <c>main: aio_read(r1)</c>, <c>r1: complete</c>.</summary>
    public string Describe(StepView step) => $"{ActorOf(step)}: {Act(step)}";

    /// <summary>
    /// A name for a step that stays when sizes and arguments change: <c>main</c>, <c>main: timeout</c>, <c>r1: complete</c>,
    /// <c>outcome 1</c>.
    /// </summary>
    public string ShortNameOf(StepView step) => step.Kind switch
    {
        StepKind.Run => ActorOf(step),
        StepKind.Return => $"{ActorOf(step)}: return",
        StepKind.Outcome => ValueOf(step.Outcome),
        _ => Describe(step),
    };

    /// <summary>What happens in each of the steps that can be taken.</summary>
    public ImmutableArray<string> DescribeAll() => DescribeAll(Steps);

    /// <summary>What happens in each of these steps.</summary>
    public ImmutableArray<string> DescribeAll(EnabledSteps steps) => [.. Enumerable.Range(0, steps.Count).Select(i => Describe(steps[i]))];

    /// <summary>The requests there are, with how far each is.</summary>
    public IEnumerable<string> Requests()
    {
        for (var request = 0; request < State.RequestSlots; request++)
        {
            if (State.PhaseOf(request) == Phase.Free) continue;
            var info = State.Info(request);
            yield return $"{info.Cb}: {info.Kind.ToString().ToLowerInvariant()}, {Progress(request)}";
        }
    }

    /// <summary>The threads that have not ended, with what each does.</summary>
    public IEnumerable<string> Threads() => _simulation.LivingThreads.Select(thread => $"{_simulation.NameOfThread(thread)}: {_simulation.DoingOf(thread)}");

    /// <summary>What is not enabled, and why: who, and the clause of the rules or the state of things that forbids it.</summary>
    public ImmutableArray<(string Actor, Hindrance Hindrance)> Hindrances()
    {
        var found = ImmutableArray.CreateBuilder<(string, Hindrance)>();
        foreach (var thread in _simulation.LivingThreads)
        {
            foreach (var hindrance in _simulation.Machine.ThreadHindrancesOf(thread)) found.Add((_simulation.NameOfThread(thread), hindrance));
        }

        for (var request = 0; request < State.RequestSlots; request++)
        {
            if (State.PhaseOf(request) != Phase.Free && _simulation.Machine.HindranceOf(request) is { } hindrance) found.Add((State.Info(request).Cb, hindrance));
        }

        return found.ToImmutable();
    }

    private string Progress(int request)
    {
        if (State.PhaseOf(request) != Phase.Complete) return State.PhaseOf(request).ToString().ToLowerInvariant();
        var (result, status) = State.EndOf(request);
        return status == Errno.None ? string.Create(CultureInfo.InvariantCulture, $"complete, {result}") : $"complete, {status}";
    }

    private string Act(StepView step) => step.Kind switch
    {
        StepKind.Run => _simulation.DoesNext(step.Thread),
        StepKind.Return => $"return from {_simulation.CallOf(step.Thread)}",
        StepKind.Deliver => $"deliver {step.Signo}",
        StepKind.Expire => "timeout",
        StepKind.Cancel => "end, canceled",
        StepKind.Outcome => ValueOf(step.Outcome),
        StepKind.NotifyList => "notify",
        _ => step.Kind.ToString().ToLowerInvariant(),
    };

    private static string ValueOf(Outcome outcome) => outcome.Errno == Errno.None
        ? string.Create(CultureInfo.InvariantCulture, $"outcome {outcome.Value}")
        : string.Create(CultureInfo.InvariantCulture, $"outcome {outcome.Value} {outcome.Errno}");
}
