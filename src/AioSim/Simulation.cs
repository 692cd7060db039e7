using System.Collections.Immutable;
using AioSim.Chance;
using AioSim.Stepping;
using AioSim.Storage;
using AioSim.Time;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <summary>
/// One run: while a step is enabled the policy chooses one and it is taken; when none is, the time moves to what is due
/// next; when nothing is due, the run is over.
/// </summary>
internal sealed partial class Simulation : IChooser
{
    private readonly Program _program;
    private readonly SimulationOptions _options;
    private readonly Setting _setting;
    private readonly Machine _machine;
    private readonly State _state;
    private readonly VirtualClock _clock = new();
    private readonly SimulatedDevice _device;
    private readonly ISchedulingPolicy _policy;
    private readonly StepSet _enabled = new();
    private readonly OutcomeSteps _outcomes = new();
    private readonly Trace _trace;
    private readonly Expecting _expecting;
    private readonly Platter? _platter;
    private readonly ImmutableArray<int>.Builder? _schedule;
    private readonly Compiler _compiler;
    private readonly Moment? _moment;
    private bool _stopped;
    private bool _usedUp;
    private long _steps;

    public Simulation(Program program, SimulationOptions options)
    {
        (_program, _options) = (program, options);
        _setting = new Setting
        {
            Declared = EffectiveDeclaration.Of(program),
            QueueDepth = program.Device.QueueDepth,
            Reorder = program.Device.Reorder,
            CrashAfter = program.Device.Crash is { Cause: CrashCause.Transfers } crash ? (int)crash.Value : 0,
            SlotsByBlock = options.SlotsByBlock,
            RequestsHaveOneSlot = options.SlotsByBlock && Mentions.SubmitsOnce(program),
        };
        _platter = options.FileSystem is null ? null : new Platter(options.FileSystem);
        var files = _platter?.Load(program.Files) ?? Platter.Describe(program.Files);
        ImmutableArray<FileSpec> specs = [.. files.Select(f => new FileSpec(f.Path, f.Kind, f.Content.ToData()))];
        _state = Machine.Initial(_setting, specs, program.Threads.Length);
        _device = new SimulatedDevice(program.Device, new Prng(options.Seed), _clock, _setting);
        _machine = options.Machine?.Invoke(_state, this, _device) ?? new Machine(_state, this, _device);
        _policy = options.Policy ?? new RandomPolicy(options.Seed);
        _trace = new Trace(options.Sink);
        _expecting = new Expecting(program);
        _schedule = options.KeepSchedule ? ImmutableArray.CreateBuilder<int>() : null;
        _compiler = new Compiler(_setting);
        _moment = options.Observer is null ? null : new Moment(this);
        BeginThreads();
        PlanCrash();
        _trace.Begin(new HistoryHeader { Target = "sim", Declaration = _setting.Declared, Files = specs });
    }

    /// <summary>Runs to the end.</summary>
    public RunResult Run()
    {
        _policy.Begin();
        Refresh();
        try
        {
            while (Proceed())
            {
            }
        }
        catch (HostLeftException)
        {
            // C# code that waits for ever has left the stack.
        }

        return Finish(cut: _stopped || _usedUp);
    }

    /// <summary>Takes a step, or moves the time where there is none; false when the run is over.</summary>
    private bool Proceed()
    {
        if (_enabled.Count > 0 && !GoesOn())
        {
            if (IsCut()) return false;
            Step();
        }
        else if (!AdvanceTime())
        {
            return false;
        }

        if (_state.Crashed.Number != 0 || _state.Down) return false;
        Refresh();
        return true;
    }

    /// <summary>Whether the run is cut here, before a step: by its bound, or by who observes it. Both come at the same moment, so that one can be replayed by the other.</summary>
    private bool IsCut()
    {
        _usedUp = _steps >= _options.MaxSteps;
        _stopped = !_usedUp && _moment is not null && !_options.Observer!.Before(_moment);
        return _usedUp || _stopped;
    }

    /// <summary>A step of the model has several outcomes: one more choice for the policy.</summary>
    int IChooser.Choose(ReadOnlySpan<Outcome> outcomes)
    {
        _outcomes.Set(outcomes);
        var chosen = Decide(_outcomes, outcomes.Length);
        if (_moment is not null) _options.Observer!.Choosing(_moment, _outcomes, chosen);
        return chosen;
    }

    private void Step()
    {
        _steps++;
        var count = _enabled.Count;
        ref readonly var step = ref _enabled.At(count == 1 ? 0 : Decide(_enabled, count));
        if (_moment is not null) _options.Observer!.Taking(_moment, StepView.Of(step));
        _outcomes.Thread = step.Kind is StepKind.Run or StepKind.Return ? step.Id : -1;
        Take(step.Kind, step.Id, step.Signo);
    }

    private int Decide(EnabledSteps steps, int count)
    {
        var index = _policy.Choose(steps);
        if ((uint)index >= (uint)count) throw new InvalidOperationException($"The policy chose step {index} of {count}.");
        _trace.Decision(index, count);
        _schedule?.Add(index);
        return index;
    }

    /// <summary>Moves the time to what is due next; false if nothing is.</summary>
    private bool AdvanceTime()
    {
        if (_clock.NextDue is not { } next) return false;
        _clock.AdvanceTo(next);
        while (_clock.TryPopDue(out var payload))
        {
            if (payload == Due.Crash) _machine.LetCrash();
            else if (Due.IsWait(payload)) DeadlineDue(Due.ThreadOf(payload), Due.WaitOf(payload));
            else _device.LatencyOver(_machine, (int)payload);
        }

        return true;
    }
}
