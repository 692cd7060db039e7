using System.Collections.Immutable;
using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Builds a program from a seed and a size.</summary>
internal static class ProgramBuilder
{
    public static Program Build(ulong seed, int size, GeneratorOptions options)
    {
        var draw = new Draw(seed);
        var threads = Math.Min(options.MaxThreads, draw.Weighted((4, 1), (4, 2), (2, 3), (1, 4)));
        var plan = new Plan(draw, options, threads, new ProgramFacts(options.Declaration ?? Declarations.Any(draw)));
        var files = Draft(plan);
        var calls = Math.Max(2, size / 3);
        var bodies = new List<Scribe>();
        for (var i = 0; i < threads; i++) bodies.Add(ThreadWriter.Write(plan, i, Math.Max(2, (calls + i) / threads)));
        return new Program
        {
            Name = "seed " + seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Declaration = plan.Declared,
            Files = files,
            Device = plan.Device,
            Threads = StallOpeners.Open(plan, bodies),
            Functions = Functions(plan),
        };
    }

    private static ImmutableArray<FileSpec> Draft(Plan plan)
    {
        var files = Openings.Files(plan);
        Openings.Draft(plan, files);
        SignalPlans.Draft(plan);
        Devices.Draft(plan, files);
        plan.Facts.PlannedElsewhere = (plan.Threads - 1) * Plan.BlocksOfThread;
        if (plan.Options.Endings && plan.Threads > 1 && plan.Draw.Chance(10))
        {
            plan.Canceled = Plan.ThreadName(plan.Draw.Between(1, plan.Threads - 1));
            plan.Facts.CanceledThreads.Add(plan.Canceled);
        }

        return files;
    }

    private static ImmutableArray<FunctionSpec> Functions(Plan plan)
    {
        var handlers = plan.Signals.Select(s => s.Handler).OfType<string>().Select(name => FunctionWriter.Handler(plan, name));
        var callbacks = plan.Functions.Select(function => FunctionWriter.Callback(plan, function));
        return [.. handlers.ToList(), .. callbacks.ToList()];
    }
}
