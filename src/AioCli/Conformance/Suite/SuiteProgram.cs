using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioCli.Conformance.Suite;

/// <summary>One program of the fixed suite.</summary>
/// <param name="Name">Its path below <c>conformance/suite</c>, without <c>.yaml</c>.</param>
/// <param name="Program">What is performed.</param>
/// <param name="About">What it shows, in a sentence.</param>
internal sealed record SuiteProgram(string Name, Program Program, string About)
{
    /// <summary>The requirements for which it is a positive program: what they promise happens in it.</summary>
    public ImmutableArray<string> Shows { get; init; } = [];

    /// <summary>The requirements for which it is a negative program: it does what an implementation gets wrong that breaks them.</summary>
    public ImmutableArray<string> Against { get; init; } = [];

    /// <summary>The rows of the race catalogue.</summary>
    public ImmutableArray<string> Races { get; init; } = [];

    /// <summary>All requirements that it exercises.</summary>
    public IEnumerable<string> Claims => Shows.Concat(Against).Distinct(StringComparer.Ordinal);
}
