using AioSpec.Model;

namespace AioSim;

/// <summary>The outcomes that a call or step can have, for a policy to choose from.</summary>
internal sealed class OutcomeSteps : EnabledSteps
{
    private Outcome[] _outcomes = new Outcome[16];
    private int _count;

    /// <summary>The thread that performs, or -1.</summary>
    public int Thread { get; set; } = -1;

    public override int Count => _count;

    public override StepView this[int index] => new(StepKind.Outcome) { Thread = Thread, Outcome = _outcomes[index] };

    public void Set(ReadOnlySpan<Outcome> outcomes)
    {
        if (_outcomes.Length < outcomes.Length) _outcomes = new Outcome[outcomes.Length];
        outcomes.CopyTo(_outcomes);
        _count = outcomes.Length;
    }
}
