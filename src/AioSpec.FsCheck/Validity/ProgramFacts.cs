using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>What the walk of one body must know of the rest of the program.</summary>
internal sealed class ProgramFacts(Declaration declared)
{
    /// <summary>Numbers below this one may be in use without the program's doing.</summary>
    public const int LowestUnusedDescriptor = 64;

    public Declaration Declared { get; } = declared;

    /// <summary>What the variables hold from the start; null where two calls set the same one.</summary>
    public Dictionary<string, DescriptorInfo?> Descriptors { get; } = new(StringComparer.Ordinal);

    /// <summary>The bodies that close or replace a variable's descriptor.</summary>
    public Dictionary<string, SortedSet<string>> Closers { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers that dup2 makes valid.</summary>
    public HashSet<int> ReplacedNumbers { get; } = [];

    public Dictionary<string, BlockUse> Blocks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FileSpec> Files { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Guarantee> Gates { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Guarantee> Flags { get; } = new(StringComparer.Ordinal);

    /// <summary>The gates that open, whatever happens.</summary>
    public HashSet<string> AssuredGates { get; } = new(StringComparer.Ordinal);

    /// <summary>Blocks of which some submission may be rejected.</summary>
    public HashSet<string> Uncertain { get; } = new(StringComparer.Ordinal);

    /// <summary>The threads that another one cancels.</summary>
    public HashSet<string> CanceledThreads { get; } = new(StringComparer.Ordinal);

    /// <summary>A wait may end before what it waits for: some handler is without SA_RESTART.</summary>
    public bool MayInterrupt { get; set; }

    /// <summary>While a program is written: how many blocks its other bodies may come to submit.</summary>
    public int? PlannedElsewhere { get; set; }

    public BlockUse Use(string cb)
    {
        if (!Blocks.TryGetValue(cb, out var use)) Blocks[cb] = use = new BlockUse();
        return use;
    }

    public bool SubmittedOnce(string cb) => Blocks.TryGetValue(cb, out var use) && use.SubmittedOnce;

    /// <summary>How many requests the other bodies may have outstanding at most: one for each control block.</summary>
    public int OutstandingElsewhere(string body)
    {
        if (PlannedElsewhere is { } planned) return planned;
        var count = 0;
        foreach (var use in Blocks.Values)
        {
            if (use.Submitters.Exists(submitter => submitter != body)) count++;
        }

        return count;
    }

    public bool ClosedElsewhere(string variable, string body) =>
        Closers.TryGetValue(variable, out var closers) && (closers.Count > 1 || !closers.Contains(body));

    public void AddCloser(Fd fd, string body)
    {
        if (fd.Name is not { } variable) return;
        if (!Closers.TryGetValue(variable, out var closers)) Closers[variable] = closers = new(StringComparer.Ordinal);
        closers.Add(body);
    }
}
