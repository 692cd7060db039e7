using System.Collections.Immutable;

namespace AioSpec.Catalogue;

/// <summary>What binds an implementation to report an error so.</summary>
public enum Obligation
{
    /// <summary>"Shall fail".</summary>
    Required,
    /// <summary>"May fail".</summary>
    May,
    /// <summary>Taken over from read, write, fsync or fdatasync.</summary>
    Inherited,
    /// <summary>Not in the standard, but seen.</summary>
    Extension,
    /// <summary>Must not be reported so.</summary>
    Forbidden,
    /// <summary>Only the rationale says so.</summary>
    Rationale,
}

/// <summary>One row of the table of errors: which function reports what, when, how.</summary>
public sealed record ErrnoRow
{
    /// <summary>The functions; <c>element status</c> is the error status of an element of a list.</summary>
    public required ImmutableArray<string> Functions { get; init; }

    /// <summary>The errors by name. Where the row takes errors over from elsewhere, see <see cref="Errors"/> for the words.</summary>
    public required ImmutableArray<Errno> Errnos { get; init; }

    /// <summary>The errors in words.</summary>
    public required string Errors { get; init; }

    /// <summary>When it is reported; "-" where nothing is said.</summary>
    public required string Condition { get; init; }

    /// <summary>How it is told.</summary>
    public required ReportMode Mode { get; init; }

    /// <summary>How it is told, with reservations.</summary>
    public required string StatedMode { get; init; }

    /// <summary>What binds to it.</summary>
    public required Obligation Obligation { get; init; }

    /// <summary>What binds to it, with reservations.</summary>
    public required string StatedObligation { get; init; }
}
