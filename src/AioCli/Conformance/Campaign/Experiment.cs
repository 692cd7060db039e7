using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioCli.Conformance.Campaign;

/// <summary>A program that is to be performed once.</summary>
/// <param name="Name">Where it comes from: of the suite its name, of the generator its seed.</param>
/// <param name="Program">The program, with delays as this turn has them.</param>
/// <param name="Seed">The seed of what is left to chance.</param>
internal sealed record Experiment(string Name, Program Program, ulong Seed)
{
    /// <summary>The requirements that it means to exercise; none where the generator made it.</summary>
    public ImmutableArray<string> Claims { get; init; } = [];

    /// <summary>The classes of the covering design that it stands for.</summary>
    public ImmutableArray<string> Design { get; init; } = [];

    /// <summary>Whether the generator made it.</summary>
    public bool IsGenerated { get; init; }
}
