using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace AioSim.Scenarios;

/// <summary>A scenario file has mistakes. The message has a line for each.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "An error of the file's author, not an exceptional state of ours.")]
public sealed class ScenarioError : Exception
{
    /// <summary>With these mistakes.</summary>
    /// <param name="mistakes">At least one, in the order of the file.</param>
    /// <param name="more">How many more there are that are not told.</param>
    public ScenarioError(ImmutableArray<Mistake> mistakes, int more = 0)
        : base(string.Join('\n', mistakes) + (more > 0 ? $"\n… and {more} more" : "")) => Mistakes = mistakes;

    /// <summary>The mistakes in the order of the file, at most 20.</summary>
    public ImmutableArray<Mistake> Mistakes { get; }
}
