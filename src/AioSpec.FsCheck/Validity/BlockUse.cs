namespace AioSpec.FsCheck.Validity;

/// <summary>Who does what with a control block, over a whole program.</summary>
internal sealed class BlockUse
{
    /// <summary>The bodies that submit it, once for each place.</summary>
    public List<string> Submitters { get; } = [];

    /// <summary>A submission stands in a loop.</summary>
    public bool SubmittedInLoop { get; set; }

    /// <summary>The bodies that call aio_error.</summary>
    public SortedSet<string> Askers { get; } = new(StringComparer.Ordinal);

    /// <summary>The bodies that call aio_return.</summary>
    public SortedSet<string> Returners { get; } = new(StringComparer.Ordinal);

    /// <summary>The bodies that look at its buffer, store into it or free it.</summary>
    public SortedSet<string> Holders { get; } = new(StringComparer.Ordinal);

    /// <summary>All bodies that name it.</summary>
    public SortedSet<string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>It is an element of a list that is not waited for: LIO-25 keeps it alive until the notification.</summary>
    public bool InUnwaitedList { get; set; }

    /// <summary>The functions that its sigevents name.</summary>
    public SortedSet<string> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Only one request is ever made of it, so what is known of that request stays known.</summary>
    public bool SubmittedOnce => Submitters.Count == 1 && !SubmittedInLoop;
}
