using AioSpec;
using AioSpec.Model;

namespace AioSim;

/// <summary>A step as policies see it.</summary>
/// <param name="Kind">What happens.</param>
public readonly record struct StepView(StepKind Kind)
{
    /// <summary>The thread, by number, or -1. The program's threads come first, in its order.</summary>
    public int Thread { get; init; } = -1;

    /// <summary>The request, by number, or -1. Numbers are used again.</summary>
    public int Request { get; init; } = -1;

    /// <summary>The list, by number, or -1.</summary>
    public int List { get; init; } = -1;

    /// <summary>The signal of <see cref="StepKind.Deliver"/>.</summary>
    public Signo Signo { get; init; }

    /// <summary>The outcome of <see cref="StepKind.Outcome"/>: one of those that the call or step can have.</summary>
    public Outcome Outcome { get; init; }

    internal static StepView Of(in Step step) => step.Kind switch
    {
        StepKind.NotifyList => new StepView(step.Kind) { List = step.Id },
        StepKind.Start or StepKind.Transfer or StepKind.Complete or StepKind.Notify => new StepView(step.Kind) { Request = step.Id },
        _ => new StepView(step.Kind) { Thread = step.Id, Signo = new Signo(step.Signo) },
    };
}
