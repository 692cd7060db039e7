using AioSim.Scenarios;
using AioSim.Tests.Scenarios;
using AioSpec.FsCheck;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Mutants;

/// <summary>
/// The judge against a simulator that makes mistakes: a mutant is killed by a run in which the judge finds what the mistake
/// breaks, and nothing else. The programs and the seeds are fixed.
/// </summary>
internal static class MutationScore
{
    private const int GeneratedPrograms = 150;
    private const int MostSteps = 20_000;
    private static readonly int[] s_seeds = [0, 1, 2, 3];

    /// <summary>What the simulator does wrong for each mutant of the catalogue that it has.</summary>
    public static IReadOnlyDictionary<string, Func<Defect>> Mistakes { get; } =
        TransferMistakes.All.Concat(CallMistakes.All).Concat(WaitMistakes.All).Concat(CancelMistakes.All).Concat(ListMistakes.All)
            .ToDictionary(mistake => mistake.Name, mistake => mistake.Make, StringComparer.Ordinal);

    /// <summary>The programs: the scenarios, those written for mutants, and generated ones.</summary>
    private static readonly Lazy<IReadOnlyList<Program>> s_programs = new(() =>
    [
        .. Mutant.Programs,
        .. Folders.ScenarioFiles.Select(file => ScenarioReader.Read(Folders.Text(file), file).Program),
        .. Enumerable.Range(0, GeneratedPrograms).Select(seed => AioPrograms.Program((ulong)seed, 20 + (seed % 40))),
    ]);

    /// <summary>Which run kills a mutant; null where none does. What the nearest run was refused with is told for the survivors.</summary>
    public static Result Of(Mutant mutant)
    {
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var seed in s_seeds)
        {
            foreach (var program in s_programs.Value)
            {
                var broken = Broken(program, seed, Mistakes[mutant.Name]);
                if (broken.Count > 0 && broken.All(mutant.Requirements.Contains)) return new(mutant, $"{program.Name}, seed {seed}: {string.Join(", ", broken)}", others);
                others.UnionWith(broken);
            }
        }

        return new(mutant, null, others);
    }

    /// <summary>The runs in which the judge finds something although nothing is wrong.</summary>
    public static IEnumerable<string> FalseAlarms() =>
        from seed in s_seeds
        from program in s_programs.Value
        let broken = Broken(program, seed, null)
        where broken.Count > 0
        select $"{program.Name}, seed {seed}: {string.Join(", ", broken)}";

    private static IReadOnlyCollection<string> Broken(Program program, int seed, Func<Defect>? make)
    {
        var sink = new JudgingSink();
        var options = new SimulationOptions { Seed = (ulong)seed, SplitCalls = seed % 2 == 1, MaxSteps = MostSteps, Sink = sink };
        if (make is not null) options = options with { Machine = (state, chooser, device) => new Machine(state, chooser, device) { Defect = make() } };
        try
        {
            Simulator.Run(program, options);
        }
        catch (Exception e) when (make is not null && e is not OutOfMemoryException)
        {
            // The mistake has upset the simulator or the program itself: what was seen until then is judged all the same.
        }

        return [.. sink.Judge!.Finish().Violations.Select(v => v.Requirement).Distinct()];
    }

    /// <summary>What has become of a mutant.</summary>
    internal sealed record Result(Mutant Mutant, string? KilledBy, IReadOnlyCollection<string> OtherFindings);

    private sealed class JudgingSink : IEventSink
    {
        public Judge? Judge { get; private set; }

        public void Begin(HistoryHeader header) => Judge = new Judge(header);

        public void Add(Event e) => Judge!.Add(e);
    }
}
