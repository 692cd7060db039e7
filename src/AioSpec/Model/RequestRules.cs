using AioSpec.Model.Rules;

namespace AioSpec.Model;

/// <summary>What is known of a submission from one time to the next: what is left of the rules that speak of it, and what it has read.</summary>
internal sealed class RequestRules
{
    private const Fixed Stays = Fixed.Declaration | Fixed.Submission;

    public Remainder Submission { get; } = Of(SubmissionRules.Rule);

    public Remainder Start { get; } = Of(OrderRules.Start);

    public Remainder Transfer { get; } = Of(OrderRules.Transfer);

    public Remainder Completion { get; } = Of(CompletionRules.Step);

    public Remainder Status { get; } = Of(CompletionRules.Status);

    public Remainder Result { get; } = Of(CompletionRules.Result);

    public Remainder Error { get; } = Of(StatusRules.Error);

    public Remainder Return { get; } = Of(StatusRules.Return);

    /// <summary>What it has read last.</summary>
    // A field: a struct that changes.
    public LatestRead Read;

    private Fact? _limit;
    private Fact? _overflow;

    /// <summary>What may be wrong with the arguments, with its error: null until it was looked for.</summary>
    public (Errno Errno, Fact Fact)[]? Faults { get; private set; }

    /// <summary>The rows of <see cref="Arguments.Rows"/> that may hold.</summary>
    public (Errno Errno, Fact Fact)[] FaultsOf(IWorld world, in Scope scope)
    {
        if (Faults is { } known) return known;
        var faults = new List<(Errno, Fact)>();
        foreach (var (errno, fact) in Arguments.Rows)
        {
            var rest = fact.Rest(Stays, world, scope);
            if (rest != Is.Never) faults.Add((errno, rest));
        }

        return Faults = [.. faults];
    }

    /// <summary>What is left of the limits that may be reached.</summary>
    public Fact LimitOf(IWorld world, in Scope scope) => _limit ??= Resources.LimitReached.Rest(Stays, world, scope);

    /// <summary>What is left of whether it starts past the offset maximum.</summary>
    public Fact OverflowOf(IWorld world, in Scope scope) => _overflow ??= Arguments.PastOffsetMaximum.Rest(Stays, world, scope);

    private static Remainder Of(Rule rule) => new(rule, Fixed.Submission);
}
