using AioSpec.Programs;

namespace AioSpec.Catalogue;

/// <summary>How strongly a requirement binds.</summary>
public enum Strength
{
    /// <summary>Normative.</summary>
    SHALL,
    /// <summary>Recommended.</summary>
    SHOULD,
    /// <summary>Permitted.</summary>
    MAY,
    /// <summary>Implementation-defined.</summary>
    IMPL,
    /// <summary>Unspecified: the standard leaves it open.</summary>
    UNSPEC,
    /// <summary>Undefined: a program must not do it.</summary>
    UNDEF,
    /// <summary>Normative where an option holds, which <see cref="Requirement.Option"/> names.</summary>
    OPT,
    /// <summary>Rationale: it explains and does not bind.</summary>
    INFO,
    /// <summary>Normative: it follows from several sentences of the standard.</summary>
    DERIVED,
    /// <summary>A GNU extension.</summary>
    GNU,
}

/// <summary>How an error is told.</summary>
public enum ReportMode
{
    /// <summary>No error is concerned ("-").</summary>
    None,
    /// <summary>By the call: -1 and errno ("S").</summary>
    ByCall,
    /// <summary>By the error status, with the return status -1 ("A").</summary>
    ByStatus,
    /// <summary>By the call or by the status ("E").</summary>
    Either,
    /// <summary>By the call for the list and by the status for its elements ("S+A").</summary>
    Both,
    /// <summary>As the function value of aio_error ("value").</summary>
    ByValue,
}

/// <summary>A chapter of the catalogue: the letters before the number of an id.</summary>
/// <param name="Name">The letters.</param>
/// <param name="Title">What its requirements are about.</param>
public sealed record RequirementGroup(string Name, string Title);

/// <summary>One requirement of POSIX asynchronous I/O, in our own words.</summary>
public sealed record Requirement
{
    /// <summary>The stable id, such as <c>READ-03</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The chapter it stands in.</summary>
    public required RequirementGroup Group { get; init; }

    /// <summary>What is required.</summary>
    public required string Statement { get; init; }

    /// <summary>How strongly it binds; where parts of it bind differently, the part that a history can break.</summary>
    public required Strength Strength { get; init; }

    /// <summary>The strength in full, with its reservations.</summary>
    public required string StatedStrength { get; init; }

    /// <summary>The options of which one must hold for it to bind; null where it binds without any.</summary>
    public PosixOptions? Option { get; init; }

    /// <summary>How an error of it is told.</summary>
    public required ReportMode Report { get; init; }

    /// <summary>The report mode in full, with its reservations.</summary>
    public required string StatedReport { get; init; }

    /// <summary>The clauses of the standard: <c>aio_read/D</c> is that page's DESCRIPTION, <c>XBD</c> the base definitions.</summary>
    public required string Clause { get; init; }

    /// <summary>How to see it with calls of the API only; "-" where nothing needs to be said.</summary>
    public required string Observe { get; init; }

    /// <summary>Why no history can break it, as a sentence; null where one can.</summary>
    public string? NotObservable { get; init; }

    /// <summary>Whether a history can show that it is broken.</summary>
    public bool IsObservable => NotObservable is null;

    /// <summary>Whether breaking it is a violation for a target that declares these options.</summary>
    public bool Convicts(PosixOptions declared) => Strength switch
    {
        Strength.SHALL or Strength.DERIVED => true,
        Strength.OPT => (Option & declared) != 0,
        _ => false,
    };
}
