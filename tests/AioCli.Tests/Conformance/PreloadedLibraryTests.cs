using System.Diagnostics;
using System.Runtime.CompilerServices;
using AioCli.Conformance.Campaign;
using AioCli.Conformance.Suite;
using AioCli.Machines;
using AioCli.Targets;
using AioCli.Targets.Drivers;
using AioSpec.Programs;

namespace AioCli.Tests.Conformance;

/// <summary>
/// AIO libraries that are none of Linux's, preloaded: one that is as the standard wants it, which breaks nothing, and the same with one defect, which is
/// found under the requirement that it breaks.
/// </summary>
public sealed class PreloadedLibraryTests(PreloadedLibraryTests.Library library) : IClassFixture<PreloadedLibraryTests.Library>
{
    private const int MostTurns = 12;
    private const string Nothing = "";

    /// <summary>The defect, the program that shows it, the requirement.</summary>
    public static TheoryData<string, string, string> Defects => new()
    {
        { "count-at-eof", "read/short-at-end-of-file", "READ-03" },
        { "untold-failure", "notify/thread-of-a-failed-one", "NOTIFY-12" },
        { "told-twice", "notify/thread", "NOTIFY-12" },
        { "lost-value", "notify/signal", "NOTIFY-03" },
        { "cancel-lies", "cancel/a-mixture", "CANCEL-07" },
        { "alldone-lies", "cancel/a-mixture", "CANCEL-09" },
        { "early-list", "lists/notified", "LIO-23" },
        { "fsync-overtakes", "fsync/after-a-read", "FSYNC-08" },
        { "follows-number", "close/number-taken-by-a-file", "CLOSE-02" },
        { "etimedout", "suspend/timeout", "SUSPEND-08" },
        { "ignores-restart", "suspend/restarted", "SUSPEND-14" },
        { "nop-performed", "lists/nop", "LIO-06" },
        { "list-succeeds", "lists/failing-element", "LIO-12" },
        { "offset-ignored", "write/gap", "WRITE-02" },
        { "canceled-with-count", "cancel/queued", "WRITE-09" },
        { "status-before-data", "error/effects-are-visible", "ERROR-09" },
        { "wake-up-lost", "suspend/until-one-is-complete", "SUSPEND-01" },
        { "appends-overtake", "append/call-order", "APPEND-01" },
        { "list-untold", "lists/nop-in-background", "LIO-20" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void A_defect_is_found_under_the_requirement_that_it_breaks(string defect, string program, string requirement)
    {
        using var target = library.Open(defect);

        var found = Found(target, program, requirement);

        Assert.True(found.Contains(requirement), $"{defect}: {program} showed '{string.Join(", ", found)}' and not {requirement}");
    }

    [Fact]
    public void A_library_without_a_defect_breaks_nothing()
    {
        using var target = library.Open("none");

        Assert.All(Clean, program => Assert.Empty(Found(target, program, Nothing)));
    }

    /// <summary>The programs that show the defects, or the whole suite where the nights have time for it.</summary>
    private static IEnumerable<string> Clean => Environment.GetEnvironmentVariable("AIOSIM_PRELOADED_SUITE") == "1"
        ? FixedSuite.All.Select(p => p.Name)
        : Defects.Select(row => (string)row[1]).Distinct();

    /// <summary>What several turns of a program break, up to the one that breaks what is looked for.</summary>
    private static HashSet<string> Found(ITarget target, string name, string requirement)
    {
        var (laboratory, program, found) = (new Laboratory(target, InOrder), FixedSuite.All.Single(p => p.Name == name).Program, new HashSet<string>(StringComparer.Ordinal));
        for (var turn = 0; turn < MostTurns && !found.Contains(requirement); turn++)
        {
            var experiment = new Experiment(name, Sweep.Of(program, turn), (ulong)turn);
            var trial = laboratory.Try(experiment, CancellationToken.None);
            // Where nothing may be found, what hangs counts if it does alone, too, with time enough.
            found.UnionWith(trial.IsHang && requirement == Nothing ? laboratory.Confirm(experiment, CancellationToken.None).Broken : trial.Broken);
        }

        return found;
    }

    /// <summary>What the library declares: the order of appends is a choice, which convicts only whom it is declared for.</summary>
    private static Declaration InOrder(Declaration declaration) => declaration with { Profile = declaration.Profile with { AppendsInOrder = true } };

    /// <summary>The library, compiled once.</summary>
    public sealed class Library : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");
        private readonly string _path;
        private readonly string _driver = NativeDriver.Build(new ThisMachine(), ["cc"], null, "no compiler");

        public Library()
        {
            _path = Path.Combine(_folder.FullName, "thread_aio.so");
            using var compiler = Process.Start("cc", ["-std=gnu11", "-O2", "-shared", "-fPIC", "-pthread", "-o", _path, Source()]);
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }

        internal DriverTarget Open(string defect) => new($"glibc with {defect}",
            () => DriverProcess.Start(_driver, new Dictionary<string, string> { ["LD_PRELOAD"] = _path, ["AIO_DEFECT"] = defect }, null, CancellationToken.None));

        private static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "thread_aio.c");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
