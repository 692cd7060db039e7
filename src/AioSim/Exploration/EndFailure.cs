using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>Something that does not hold.</summary>
internal sealed record EndFailure(FailureKind Kind, string Message, SourcePlace? Source)
{
    public static EndFailure Of(ExpectationFailure failure) =>
        new(FailureKind.Expectation, failure.Thread is null ? failure.Message : $"{failure.Thread}: {failure.Message}", failure.Place);
}
