namespace AioSim.Tests.Oracle;

/// <summary>The three answers of the enumerator.</summary>
internal enum ExplanationKind
{
    /// <summary>The model can produce exactly this history: it is permitted.</summary>
    Proved,
    /// <summary>All was tried, and the model cannot.</summary>
    Impossible,
    /// <summary>Neither: a bound was reached, or the history holds something that is not enumerated.</summary>
    GaveUp,
}

/// <summary>What the enumerator says of a history.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Reason">Why it gave up, or how far the history could be explained; else empty.</param>
/// <param name="Nodes">How many different points it has looked at.</param>
internal sealed record Explanation(ExplanationKind Kind, string Reason, int Nodes)
{
    public override string ToString() => $"{Kind} after {Nodes} nodes{(Reason.Length == 0 ? "" : ": " + Reason)}";
}
