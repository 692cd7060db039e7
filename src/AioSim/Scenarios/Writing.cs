using AioSpec;

namespace AioSim.Scenarios;

/// <summary>What is known while a file is written.</summary>
/// <param name="Blocks">The control blocks as <c>blocks</c> tells them.</param>
internal sealed record Writing(IReadOnlyDictionary<string, ControlBlock> Blocks);
