using System.Collections.Immutable;

namespace AioSpec.FsCheck.Covering;

/// <summary>
/// The factors of a request and of what happens to it. Every pair of classes of two of them comes up in the programs of
/// <see cref="CoveringPrograms"/>, but for those that cannot stand together.
/// </summary>
internal static class Design
{
    public static readonly ImmutableArray<Factor> Factors =
    [
        new("operation", ["read", "write", "fsync-O_SYNC", "fsync-O_DSYNC", "LIO_READ", "LIO_WRITE"]),
        new("descriptor", ["regular", "append", "sync", "dsync", "directory", "pipe", "pipe-full", "pipe-nonblock", "null", "zero", "full", "terminal", "socket", "copy", "closed", "bad-number"]),
        new("access", ["O_RDWR", "O_RDONLY", "O_WRONLY"]),
        new("offset", ["0", "inside", "at-end", "past-end", "sparse", "negative", "maximum"]),
        new("size", ["0", "1", "small", "PIPE_BUF", "PIPE_BUF+1", "large", "over-SSIZE_MAX"]),
        new("notification", ["none", "signal", "real-time", "thread", "thread-pointer", "none-with-members"]),
        new("list", ["alone", "NULL", "NOP", "failing", "many", "NULL-NOP-failing"]),
        new("mode", ["call", "LIO_WAIT", "LIO_NOWAIT", "LIO_NOWAIT-sig", "LIO_NOWAIT-function"]),
        new("cancel", ["never", "at-once", "swept", "descriptor-at-once", "descriptor-swept", "by-another", "when-complete", "twice"]),
        new("close", ["never", "at-once", "swept", "dup2-swept", "number-reused"]),
        new("signal", ["none", "caught", "restarted", "ignored", "blocked"]),
        new("end", ["suspend", "suspend-NULL", "suspend-twice", "suspend-many", "poll", "by-another"]),
        new("timeout", ["none", "0", "short", "long", "invalid"]),
    ];

    public static int Index(string factor) => Factors.Select((f, i) => (f, i)).First(x => x.f.Name == factor).i;

    /// <summary>Whether these classes can stand together; a class of -1 is open.</summary>
    public static bool IsPossible(ImmutableArray<int> row)
    {
        var classes = new Row(row);
        var list = classes.Is("operation", "LIO_READ", "LIO_WRITE");
        var single = classes.Is("operation", "read", "write", "fsync-O_SYNC", "fsync-O_DSYNC");
        if (list && classes.Is("mode", "call")) return false;
        if (single && (classes.Is("mode", "LIO_WAIT", "LIO_NOWAIT", "LIO_NOWAIT-sig", "LIO_NOWAIT-function") || classes.IsOther("list", "alone"))) return false;
        if (classes.Is("mode", "call") && classes.IsOther("list", "alone")) return false;
        if (classes.Is("descriptor", "directory") && classes.IsOther("access", "O_RDONLY")) return false;
        if (classes.Is("descriptor", "pipe", "pipe-full", "pipe-nonblock", "socket") && classes.IsOther("access", "O_RDWR")) return false;
        if (classes.Is("descriptor", "bad-number", "closed") && classes.IsOther("close", "never")) return false;
        if (classes.Is("end", "poll") && classes.IsOther("timeout", "none")) return false;
        // Only a buffer of that size could be written from.
        return !(classes.Is("size", "over-SSIZE_MAX") && classes.Is("operation", "write", "LIO_WRITE"));
    }
}

/// <summary>The classes of one row, by the names of their factors.</summary>
internal readonly record struct Row(ImmutableArray<int> Levels)
{
    public string? this[string factor] => Design.Index(factor) is var i && Levels[i] is >= 0 and var level ? Design.Factors[i].Levels[level] : null;

    public bool Is(string factor, params ReadOnlySpan<string> names) => this[factor] is { } name && names.Contains(name);

    public bool IsOther(string factor, string name) => this[factor] is { } chosen && chosen != name;
}
