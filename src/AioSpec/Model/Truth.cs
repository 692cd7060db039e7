namespace AioSpec.Model;

/// <summary>
/// What is known of a fact. A simulated state knows everything: Yes or No. A judge who sees a history from outside
/// knows bounds: Maybe, too. The rules are the same for both.
/// </summary>
public enum Truth
{
    /// <summary>It cannot hold.</summary>
    No,
    /// <summary>It may hold, as far as can be seen.</summary>
    Maybe,
    /// <summary>It must hold.</summary>
    Yes,
}

/// <summary>The logic of <see cref="Truth"/>.</summary>
public static class TruthLogic
{
    /// <summary>The truth of a known fact.</summary>
    public static Truth Known(bool holds) => holds ? Truth.Yes : Truth.No;

    /// <summary>The opposite.</summary>
    public static Truth Negate(this Truth truth) => Truth.Yes - (int)truth;

    /// <summary>Both.</summary>
    public static Truth And(this Truth a, Truth b) => a < b ? a : b;

    /// <summary>At least one.</summary>
    public static Truth Or(this Truth a, Truth b) => a > b ? a : b;
}
