using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>Goes a way that an explorer has found, and after its end always the first step.</summary>
internal sealed class FollowPolicy(IReadOnlyList<Way> ways) : ISchedulingPolicy
{
    private readonly List<int> _choices = [];
    private long _step = -1;
    private int _outcome;
    private int _goneOn;

    /// <summary>Whose run it is. Set once it is made.</summary>
    public Simulation? Simulation { get; set; }

    /// <summary>What was chosen, as a schedule.</summary>
    public Schedule Schedule => new([.. _choices]);

    /// <summary>The whole way was gone.</summary>
    public bool IsAtEnd => Simulation!.TakenSteps >= ways.Count;

    /// <inheritdoc/>
    public int Choose(EnabledSteps steps)
    {
        var choice = ChooseNext(steps);
        _choices.Add(choice);
        return choice;
    }

    private int ChooseNext(EnabledSteps steps)
    {
        var number = Simulation!.TakenSteps - 1;
        if (number != _step) (_step, _outcome, _goneOn) = (number, 0, 0);
        if (IsAskedToGoOn(steps, number)) return number + 1 < ways.Count && _goneOn++ >= ways[(int)number + 1].GoesOn ? 1 : 0;
        if (number >= ways.Count) return 0;
        var way = ways[(int)number];
        return steps[0].Kind == StepKind.Outcome ? Find(steps, way.Outcomes[_outcome++]) : Find(steps, way);
    }

    /// <summary>Between two steps: whether the run goes on, where nothing is left but a crash that need not come.</summary>
    private bool IsAskedToGoOn(EnabledSteps steps, long number) => steps[0].Kind == StepKind.Outcome && Simulation!.IsAskedToGoOn
        && (number < 0 || number >= ways.Count || ways[(int)number].Kind != StepKind.Crash);

    private static int Find(EnabledSteps steps, Outcome outcome)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Outcome == outcome) return i;
        }

        throw new InvariantException($"the outcome {outcome} can be chosen again");
    }

    private int Find(EnabledSteps steps, Way way)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (step.Kind == way.Kind && Simulation!.ActorOf(step) == (way.Actor, way.Detail)) return i;
        }

        throw new InvariantException($"the step {way.Kind} of {way.Actor} can be taken again");
    }
}
