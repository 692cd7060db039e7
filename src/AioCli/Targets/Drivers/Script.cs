using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>
/// A program in the form that drivers take, and what the numbers in it stand for. docs/formats.md, "The driver protocol".
/// </summary>
internal sealed record Script
{
    /// <summary>The program.</summary>
    public required Program Program { get; init; }

    /// <summary>The lines between <c>perform</c> and <c>go</c>.</summary>
    public required string Text { get; init; }

    /// <summary>The statement of each instruction; null where it performs no call.</summary>
    public required ImmutableArray<Perform?> Sites { get; init; }

    /// <summary>The names of control blocks, then those of other objects that a sigval points to.</summary>
    public required ImmutableArray<string> Objects { get; init; }

    /// <summary>How large the buffer of each control block is.</summary>
    public required ImmutableArray<long> Capacities { get; init; }

    /// <summary>The paths.</summary>
    public required ImmutableArray<string> Paths { get; init; }
}
