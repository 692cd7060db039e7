namespace AioSpec.Model;

/// <summary>Why a step cannot be taken now.</summary>
/// <param name="Step">The step, or the outcome of the call that waits, in words.</param>
/// <param name="Clause">The clause that forbids it; null where no rule does, but the state of things.</param>
/// <param name="Because">What would have to be, in words.</param>
public sealed record Hindrance(string Step, Clause? Clause, string Because)
{
    /// <summary><c>0: SUSPEND-24, only if complete</c>.</summary>
    public override string ToString() => Clause is null ? $"{Step}: {Because}" : $"{Step}: {Clause.Id}, only if {Because}";

    /// <summary>What a clause forbids.</summary>
    internal static Hindrance Of(string step, Clause clause) =>
        new(step, clause, clause.OnlyIf.Text.Length > 0 ? clause.OnlyIf.Text : $"{clause.Of} is permitted");
}
