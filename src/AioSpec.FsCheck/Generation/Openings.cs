using System.Collections.Immutable;
using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Draws the files of a program and the descriptors that its threads use.</summary>
internal static class Openings
{
    private const string Directory = "/sim/dir";
    private const string Terminal = "/sim/tty";

    private static readonly (string Path, FileKind Kind)[] s_devices =
        [("/sim/null", FileKind.NullDevice), ("/sim/zero", FileKind.ZeroDevice), ("/sim/full", FileKind.FullDevice)];

    /// <summary>One or two regular files, and in some programs a directory or character files.</summary>
    public static ImmutableArray<FileSpec> Files(Plan plan)
    {
        var draw = plan.Draw;
        var files = ImmutableArray.CreateBuilder<FileSpec>();
        for (var i = draw.Between(1, 2); i > 0; i--)
        {
            files.Add(new FileSpec("/sim/" + (char)('a' + files.Count), FileKind.Regular, plan.NewBytes(draw.Pick(0L, 5L, 100L, 4096L, 10_000L))));
        }

        if (draw.Chance(20)) files.Add(new FileSpec(Directory, FileKind.Directory, Data.Empty));
        if (draw.Chance(20)) files.Add(new FileSpec(Terminal, FileKind.Character, draw.Chance(70) ? plan.NewBytes(draw.Pick(1L, 10L, 200L)) : Data.Empty));
        if (draw.Chance(20))
        {
            var (path, kind) = draw.PickFrom(s_devices);
            files.Add(new FileSpec(path, kind, Data.Empty));
        }

        foreach (var file in files) plan.Facts.Files[file.Path] = file;
        return files.ToImmutable();
    }

    /// <summary>Few descriptors: threads that share them meet more often.</summary>
    public static void Draft(Plan plan, IReadOnlyList<FileSpec> files)
    {
        for (var i = plan.Draw.Weighted((3, 1), (4, 2), (3, 3), (1, 4)); i > 0; i--) One(plan, files);
        foreach (var file in files.Where(f => f.Kind != FileKind.Regular))
        {
            Take(plan, new Open(file.Path, file.Kind == FileKind.Directory ? OpenFlags.O_RDONLY : plan.Draw.Pick(OpenFlags.O_RDWR, OpenFlags.O_RDWR, OpenFlags.O_RDONLY, OpenFlags.O_WRONLY)));
        }
    }

    private static void One(Plan plan, IReadOnlyList<FileSpec> files)
    {
        var draw = plan.Draw;
        switch (draw.Below(20))
        {
            case < 12: Take(plan, new Open(RegularPath(draw, files), Flags(draw), OffsetMaximum(draw))); break;
            case < 16: TakePipe(plan, new Pipe(draw.Chance(30), draw.Weighted((3, 0), (3, 4096), (1, 8192)))); break;
            case 16: Add(plan, new Socketpair(draw.Chance(30), draw.Weighted((2, 0), (3, 4096))), NewVariable(plan, "s"), NewVariable(plan, "t")); break;
            case 17: Take(plan, new Open("/sim/new", draw.Pick(OpenFlags.O_RDWR, OpenFlags.O_WRONLY) | OpenFlags.O_CREAT | draw.Pick(OpenFlags.O_TRUNC, OpenFlags.O_RDONLY))); break;
            default:
                if (plan.Variables.Count > 0) Take(plan, new Dup(Fd.Variable(draw.PickFrom(plan.Variables))));
                else Take(plan, new Open(RegularPath(draw, files), OpenFlags.O_RDWR));
                break;
        }
    }

    private static string RegularPath(Draw draw, IReadOnlyList<FileSpec> files)
    {
        var regular = files.Where(f => f.Kind == FileKind.Regular).ToList();
        return draw.PickFrom(regular).Path;
    }

    private static OpenFlags Flags(Draw draw) => draw.Weighted(
        (8, OpenFlags.O_RDWR),
        (2, OpenFlags.O_RDWR | OpenFlags.O_APPEND),
        (2, OpenFlags.O_WRONLY | OpenFlags.O_APPEND),
        (1, OpenFlags.O_RDWR | OpenFlags.O_SYNC),
        (1, OpenFlags.O_RDWR | OpenFlags.O_DSYNC),
        (1, OpenFlags.O_RDONLY),
        (1, OpenFlags.O_WRONLY),
        (1, OpenFlags.O_RDWR | OpenFlags.O_TRUNC));

    private static long? OffsetMaximum(Draw draw) => draw.Chance(6) ? draw.Pick(4096L, 1L << 20) : null;

    private static void Take(Plan plan, Call call)
    {
        var variable = NewVariable(plan, "f");
        Add(plan, call, variable);
    }

    private static void TakePipe(Plan plan, Pipe pipe) => Add(plan, pipe, NewVariable(plan, "r"), NewVariable(plan, "w"));

    private static void Add(Plan plan, Call call, params ImmutableArray<string> into)
    {
        plan.Openings.Add(new Perform(call, into, null));
        var facts = plan.Facts;
        var made = DescriptorInfo.MadeBy(call, facts.Files, fd => facts.Closers.ContainsKey(fd.Name!) ? null : facts.Descriptors.GetValueOrDefault(fd.Name!));
        for (var i = 0; i < into.Length; i++) facts.Descriptors[into[i]] = made[i];
        plan.Variables.AddRange(into);
        // At most one thread may ever close it: it is said here which.
        foreach (var variable in into.Where(_ => plan.Draw.Chance(25)))
        {
            facts.AddCloser(Fd.Variable(variable), Plan.ThreadName(plan.Draw.Below(plan.Threads)));
        }
    }

    private static string NewVariable(Plan plan, string prefix) =>
        prefix + (plan.Variables.Count(v => v.StartsWith(prefix, StringComparison.Ordinal)) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
