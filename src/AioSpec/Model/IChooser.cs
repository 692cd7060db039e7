namespace AioSpec.Model;

/// <summary>
/// Who decides where the specification leaves a choice within one step. The model never draws: a run is a function of the
/// program and of what was chosen.
/// </summary>
public interface IChooser
{
    /// <summary>Chooses one of at least two outcomes by its place. What they stand for is the business of the step that asks.</summary>
    int Choose(ReadOnlySpan<Outcome> outcomes);
}
