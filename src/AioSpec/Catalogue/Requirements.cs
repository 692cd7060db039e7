using System.Collections.Frozen;
using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.Catalogue;

/// <summary>All requirements, as they stand in <c>Catalogue/Requirements</c>.</summary>
public static class Requirements
{
    private const string Observable = "observable";
    private const string NotObservable = "not observable. ";

    private static readonly Lazy<ImmutableArray<Requirement>> s_all = new(() => [.. Groups.SelectMany(ReadGroup)]);

    private static readonly Lazy<FrozenDictionary<string, Requirement>> s_byId =
        new(() => All.ToFrozenDictionary(r => r.Id, StringComparer.Ordinal));

    /// <summary>The groups in the order of the catalogue.</summary>
    public static ImmutableArray<RequirementGroup> Groups { get; } =
    [
        new("HDR", "header, constants, types"),
        new("SUB", "properties of every submission: aio_read, aio_write, aio_fsync, list elements"),
        new("READ", "aio_read"),
        new("WRITE", "aio_write"),
        new("APPEND", "writes that append"),
        new("ORDER", "order of processing and visibility"),
        new("PRIO", "prioritized I/O"),
        new("FSYNC", "aio_fsync"),
        new("SYNC", "synchronized I/O completion"),
        new("ERROR", "aio_error"),
        new("RETURN", "aio_return"),
        new("SUSPEND", "aio_suspend"),
        new("CANCEL", "aio_cancel"),
        new("LIO", "lio_listio"),
        new("NOTIFY", "notification of completion"),
        new("CB", "control block, buffers, lifetime"),
        new("CLOSE", "close, dup2, fork, exec, exit"),
        new("EINTR", "interruption by signals"),
        new("THREAD", "threads, signal handlers, thread cancellation"),
        new("LIMIT", "limits"),
        new("GNU", "GNU extensions"),
    ];

    /// <summary>All requirements in the order of the catalogue.</summary>
    public static ImmutableArray<Requirement> All => s_all.Value;

    /// <summary>The requirement with this id, or null.</summary>
    public static Requirement? Find(string id) => s_byId.Value.GetValueOrDefault(id);

    /// <summary>Whether breaking this requirement is a violation for a target that declares these options.</summary>
    /// <exception cref="ArgumentException">There is no such id.</exception>
    public static bool Convicts(string id, PosixOptions declared) => Find(id) is { } requirement
        ? requirement.Convicts(declared)
        : throw new ArgumentException($"There is no requirement {id}.", nameof(id));

    private static IEnumerable<Requirement> ReadGroup(RequirementGroup group) =>
        BlockReader.Read($"requirements/{group.Name}").Select(block => FromBlock(group, block));

    private static Requirement FromBlock(RequirementGroup group, Block block)
    {
        var (strength, option) = StrengthOf(block["strength"]);
        return new Requirement
        {
            Id = block.Id,
            Group = group,
            Statement = block["statement"],
            Strength = strength,
            StatedStrength = block.Find("stated") ?? block["strength"],
            Option = option,
            Report = ReportOf(block["report"]),
            StatedReport = block["report"],
            Clause = block["clause"],
            Observe = block["observe"],
            NotObservable = ReasonOf(block),
        };
    }

    private static string? ReasonOf(Block block)
    {
        var judged = block["judged"];
        if (judged == Observable) return null;
        return judged.StartsWith(NotObservable, StringComparison.Ordinal)
            ? judged[NotObservable.Length..]
            : throw new InvalidDataException($"{block.Id} is judged neither observable nor not: {judged}");
    }

    /// <summary><c>SHALL</c>, or <c>OPT(PIO)</c>, or <c>OPT(FSC, SIO)</c>: one of these options.</summary>
    private static (Strength Strength, PosixOptions? Option) StrengthOf(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return (Enum.Parse<Strength>(text), null);
        return (Enum.Parse<Strength>(text[..open]), Enum.Parse<PosixOptions>(text[(open + 1)..^1]));
    }

    private static ReportMode ReportOf(string text) => text switch
    {
        "-" => ReportMode.None,
        "S+A" => ReportMode.Both,
        "listed S; in practice A" => ReportMode.Either,
        _ when text[0] == 'S' => ReportMode.ByCall,
        _ when text[0] == 'A' => ReportMode.ByStatus,
        "E" => ReportMode.Either,
        _ => throw new InvalidDataException($"'{text}' is no way of reporting an error."),
    };
}
