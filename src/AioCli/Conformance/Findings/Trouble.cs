namespace AioCli.Conformance.Findings;

/// <summary>How runs ended that could not be judged to their end.</summary>
/// <param name="What">How.</param>
/// <param name="Times">How many did.</param>
/// <param name="First">The program that was the first to.</param>
internal sealed record Trouble(string What, int Times, string First);
