using AioSpec.Programs;

namespace AioSim;

/// <summary>A condition with its names looked up: flags, or control blocks.</summary>
internal sealed record CompiledCondition(ConditionKind Kind, int[] Numbers);
