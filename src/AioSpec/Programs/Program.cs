using System.Collections.Immutable;

namespace AioSpec.Programs;

/// <summary>
/// What the threads of a process do, on which files, on what device, and what is expected of it: plain data. Scenario
/// files, generators and C# tests all make one of these, and every target performs it.
/// </summary>
public sealed record Program
{
    /// <summary>A name for reports.</summary>
    public string Name { get; init; } = "program";

    /// <summary>What the target declares, and what its environment may do.</summary>
    public Declaration Declaration { get; init; } = Declaration.Default;

    /// <summary>The files that exist at the start.</summary>
    public ImmutableArray<FileSpec> Files { get; init; } = [];

    /// <summary>When and how transfers end.</summary>
    public DeviceScript Device { get; init; } = DeviceScript.Instant;

    /// <summary>The threads, which start together at time 0 in this order.</summary>
    public ImmutableArray<ThreadSpec> Threads { get; init; } = [];

    /// <summary>Signal handlers and notification functions, by name.</summary>
    public ImmutableArray<FunctionSpec> Functions { get; init; } = [];

    /// <summary>What must hold of the whole run, beside the expectations at each statement.</summary>
    public Expectations Expect { get; init; } = Expectations.None;
}

/// <summary>A thread: its name and what it does.</summary>
public sealed record ThreadSpec(string Name, ImmutableArray<Statement> Body);

/// <summary>A signal handler or notification function: its name and what it does.</summary>
public sealed record FunctionSpec(string Name, ImmutableArray<Statement> Body);

/// <summary>One thing that a thread does.</summary>
public abstract record Statement
{
    /// <summary>The place in the file it was read from, for messages; null where there is none. Not part of its value.</summary>
    public SourcePlace? Place { get; init; }
}

/// <summary>A place in an input file; both numbers count from 1.</summary>
public sealed record SourcePlace(string File, int Line, int Column);

/// <summary>Performs a call. <paramref name="Into"/> names the variables that take the descriptors it returns.</summary>
public sealed record Perform(Call Call, ImmutableArray<string> Into, Expected? Expected) : Statement;

/// <summary>Repeats a body until a condition holds (looked at before each turn), at most so many times.</summary>
public sealed record Repeat(Condition Until, int AtMost, ImmutableArray<Statement> Body) : Statement;

/// <summary>Does one body or the other.</summary>
public sealed record When(Condition If, ImmutableArray<Statement> Then, ImmutableArray<Statement> Otherwise) : Statement;

/// <summary>Sets or clears a flag of the process, as a <c>volatile sig_atomic_t</c>.</summary>
public sealed record SetFlag(string Flag, bool Value) : Statement;

/// <summary>What a condition asks.</summary>
public enum ConditionKind
{
    /// <summary>The flag is set.</summary>
    Flag,
    /// <summary>The flag is clear.</summary>
    NotFlag,
    /// <summary>aio_error last said EINPROGRESS, or was not asked yet, for at least one of these control blocks.</summary>
    InProgress,
    /// <summary>aio_error has said something else than EINPROGRESS for each of these control blocks.</summary>
    Finished,
    /// <summary>
    /// The call that submitted each of these control blocks last has returned 0: only then may the block be asked about
    /// (SUB-06), and where it is false because a single submission was rejected, the block may be used again (SUB-02).
    /// </summary>
    Accepted,
}

/// <summary>
/// A condition on what the program knows: flags, what its submissions returned, and the statuses it was told last. A new
/// submission of a control block makes the program forget what it was told of the one before.
/// </summary>
public sealed record Condition(ConditionKind Kind, ImmutableArray<string> Names);

/// <summary>What one call is expected to return. Each member that is not null must hold.</summary>
public sealed record Expected
{
    /// <summary>The permitted function values; with -1 see <see cref="Errnos"/>.</summary>
    public ImmutableArray<long>? Values { get; init; }

    /// <summary>The permitted error numbers where the value is -1.</summary>
    public ImmutableArray<Errno>? Errnos { get; init; }

    /// <summary>The bytes it brings.</summary>
    public Data? Bytes { get; init; }

    /// <summary>The virtual time at which it returns, in nanoseconds.</summary>
    public long? AtNanoseconds { get; init; }
}

/// <summary>What is expected of a whole run.</summary>
public sealed record Expectations
{
    /// <summary>Nothing.</summary>
    public static Expectations None { get; } = new();

    /// <summary>The notifications, each with how often it comes.</summary>
    public ImmutableArray<ExpectedNotification> Notifications { get; init; } = [];

    /// <summary>The control blocks in the order in which their notifications come; others may come in between.</summary>
    public ImmutableArray<string> NotificationOrder { get; init; } = [];

    /// <summary>The bytes in files at the end.</summary>
    public ImmutableArray<ExpectedFile> Files { get; init; } = [];

    /// <summary>The virtual time at which the run ends, in nanoseconds.</summary>
    public long? EndNanoseconds { get; init; }

    /// <summary>The statuses that control blocks have at the end; each with the permitted set.</summary>
    public ImmutableArray<ExpectedStatus> Statuses { get; init; } = [];

    /// <summary>Threads that are still blocked at the end: a run that leaves any other thread blocked has failed.</summary>
    public ImmutableArray<string> Blocked { get; init; } = [];
}

/// <summary>A notification with its value. Signal: by its number; function: by its name.</summary>
public sealed record ExpectedNotification(Signo? Signal, string? Function, SigVal? Value, int Times = 1);

/// <summary>A file's bytes at the end.</summary>
public sealed record ExpectedFile(string Path, Data Content);

/// <summary>The permitted final error statuses of the last request of a control block.</summary>
public sealed record ExpectedStatus(string Cb, ImmutableArray<Errno> Statuses);
