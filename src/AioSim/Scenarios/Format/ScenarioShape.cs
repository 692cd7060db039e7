using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;
using AioSpec.Catalogue;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>A scenario as its file tells it.</summary>
internal sealed record Draft
{
    public Program Program { get; init; } = new() { Declaration = Declaration.Default with { Profile = Profile.Reference } };

    public string? About { get; init; }

    public ImmutableArray<string> Shows { get; init; } = [];

    public ImmutableArray<string> Against { get; init; } = [];

    public ulong? Seed { get; init; }

    public SchedulePlan? Schedule { get; init; }

    public ExpectedOutcomes Outcomes { get; init; } = ExpectedOutcomes.None;

    public EnvironmentSpec Environment { get; init; } = new(null, null, null);

    public ImmutableArray<(string Key, ControlBlock Item)> Blocks { get; init; } = [];
}

/// <summary>The whole file.</summary>
internal static class ScenarioShape
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    private static readonly ImmutableArray<string> s_ids = [.. Requirements.All.Select(r => r.Id), .. Races.All.Select(r => r.Id)];

    private static readonly Word<string> s_id = new(
        "an id such as READ-03 or R35", (string text, out string value) => s_ids.Contains(value = text), t => t)
    {
        Known = s_ids,
        Json = () => new JsonObject { ["type"] = "string", ["pattern"] = "^([A-Z]+-[0-9]{2}|R[0-9]{2})$" },
    };

    private static readonly Word<int> s_version = new(
        $"{Version}, the version that is known", (string text, out int value) => int.TryParse(text, out value) && value == Version, v => $"{v}")
    {
        Kinds = [Yaml.ScalarKind.Int],
        Json = () => new JsonObject { ["const"] = Version },
    };

    /// <summary>The keys of the file. What comes later may use what came before.</summary>
    public static readonly RecordShape<Draft> Shape =
        new RecordShape<Draft>("scenario", "a scenario",
            "What the threads of a process do, on which files, on what device, and what is expected of it.", new Draft())
        { IsTall = true }
            .Must("scenario", "The version of the format.", s_version, _ => Version, (d, _) => d)
            .Must("name", "A short name for reports.",
                NameWords.Text, d => d.Program.Name, (d, v) => d with { Program = d.Program with { Name = v } })
            .May("about", "What it shows; the first sentence names the clause or the race.",
                NameWords.Text, d => d.About, (d, v) => d with { About = v })
            .Or("shows", "The ids of the requirements and races that it shows.",
                new Many<string>("a list of ids such as [READ-03, R35]", s_id) { OrOne = true },
                d => d.Shows, (d, v) => d with { Shows = v })
            .Or("against", "The ids of the requirements that it tempts an implementation to break.",
                new Many<string>("a list of ids such as [READ-03, CANCEL-05]", s_id) { OrOne = true },
                d => d.Against, (d, v) => d with { Against = v })
            .MayValue("seed", "The seed of the schedule, where no other is asked for.",
                Numbers.Unsigned("a number from 0"), d => d.Seed, (d, v) => d with { Seed = v })
            .May("schedule", "The schedule, where no seed is asked for; the seed makes it.",
                Schedules.Shape, d => d.Schedule, (d, v) => d with { Schedule = v })
            .Or("profile", "The choices that the target declares where POSIX leaves one; the reference profile.",
                Declarations.Profiles, d => d.Declared().Profile, (d, v) => d.Declared(d.Declared() with { Profile = v }))
            .Or("liberties", "What the model does beside, as any implementation may: short_cancel, joint_cancel, list_in_parts, silent_refusal.",
                Declarations.Liberties, d => d.Declared().Liberties, (d, v) => d.Declared(d.Declared() with { Liberties = v }))
            .Or("limits", "Limits and sizes that the target declares.",
                Declarations.Limits,
                d => d.Declared(), (d, v) => d.Declared(v with { Profile = d.Declared().Profile, Liberties = d.Declared().Liberties, Options = d.Declared().Options }))
            .Or("options", "The options of POSIX that hold; [SIO, FSC, MON, RTS].",
                Declarations.Options, d => d.Declared().Options, (d, v) => d.Declared(d.Declared() with { Options = v }))
            .Or("environment", "What the environment may do where no device rule says so.",
                Declarations.Environments, d => d.Environment, (d, v) => d with { Environment = v })
            .Or("files", "The files that exist at the start, by path.",
                Files.Initial, d => d.Program.Files, (d, v) => d with { Program = d.Program with { Files = v } })
            .Or("device", "When and how transfers end; at once.",
                Devices.Shape, d => d.Program.Device, (d, v) => d with { Program = d.Program with { Device = v } })
            .Or("blocks", "The control blocks, by name, with the members that they have where a submission says nothing else.",
                Blocks.Table, d => d.Blocks, (d, v) => d with { Blocks = v })
            .Must("threads", "The threads, by name, which start together at time 0 in this order.", Bodies(ThreadName),
                d => [.. d.Program.Threads.Select(t => (t.Name, t.Body))],
                (d, v) => d with { Program = d.Program with { Threads = [.. v.Select(t => new ThreadSpec(t.Key, t.Item))] } })
            .Or("functions", "Signal handlers and notification functions, by name.", Bodies(NameWords.New(NameKind.Function, "a name for a function")),
                d => [.. d.Program.Functions.Select(f => (f.Name, f.Body))],
                (d, v) => d with { Program = d.Program with { Functions = [.. v.Select(f => new FunctionSpec(f.Key, f.Item))] } })
            .Or("expect", "What is expected of the whole run.",
                Expects.Shape, d => d.Program.Expect, (d, v) => d with { Program = d.Program with { Expect = v } })
            .Or("outcomes", "What is expected of all schedules together.", OutcomeSets.Shape, d => d.Outcomes, (d, v) => d with { Outcomes = v });

    private static Table<string, ImmutableArray<Statement>> Bodies(Shape<string> name) =>
        new("lists of statements by name", name, Statements.Body);

    // N1, N2 and so on are the threads of notification functions.
    private static Checked<string> ThreadName => new(
        NameWords.New(NameKind.Thread, "a name for a thread"), n => n[0] != 'N' || n.Length == 1 || n.AsSpan(1).ContainsAnyExceptInRange('0', '9'),
        "a name for a thread that is not N and a number");

    private static Declaration Declared(this Draft draft) => draft.Program.Declaration;

    private static Draft Declared(this Draft draft, Declaration declaration) =>
        draft with { Program = draft.Program with { Declaration = declaration } };
}
