namespace AioSim.Exploration;

/// <summary>
/// Deals the subtrees of a search among shares, at a depth at which there are many: one after the other in turn, whoever
/// searches, so that all shares together have each subtree once.
/// </summary>
internal sealed class Split(WorkShare share)
{
    private const int Depth = 8;

    private long _dealt;

    /// <summary>Whether subtrees are dealt at this depth; with <paramref name="orBefore"/>, also whether a schedule that ends here ends before.</summary>
    public bool IsAt(int depth, bool orBefore = false) => share.Of > 1 && (depth == Depth || (orBefore && depth < Depth));

    /// <summary>Whether steps at this depth have to be tried whatever is found below: all shares try the same, or a subtree would be nobody's.</summary>
    public bool IsAbove(int depth) => share.Of > 1 && depth <= Depth;

    /// <summary>Whether what is found at this depth is this share's to count: what all shares come by, the first counts.</summary>
    public bool Counts(int depth) => share.Of == 1 || depth >= Depth || share.Number == 1;

    /// <summary>Whether the next subtree is this share's.</summary>
    public bool TakesNext() => _dealt++ % share.Of == share.Number - 1;
}
