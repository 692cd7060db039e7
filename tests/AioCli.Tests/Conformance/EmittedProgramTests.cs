using System.Diagnostics;
using AioCli.Conformance.Campaign;
using AioCli.Conformance.Emission;
using AioCli.Conformance.Findings;
using AioCli.Conformance.Suite;
using AioCli.Targets;
using AioSim.Scenarios;
using AioSpec.Judging;

namespace AioCli.Tests.Conformance;

/// <summary>The emitted C program compiles without a warning, shows a defect that is there, and none where there is none.</summary>
public sealed class EmittedProgramTests : IDisposable
{
    // AIO that ends every failed list with success.
    private const string Defect = """
        #define _GNU_SOURCE
        #include <aio.h>
        #include <dlfcn.h>
        int lio_listio(int mode, struct aiocb *const list[], int nent, struct sigevent *sig)
        {
            int (*next)(int, struct aiocb *const[], int, struct sigevent *);
            *(void **)&next = dlsym(RTLD_NEXT, "lio_listio");
            next(mode, list, nent, sig);
            return 0;
        }
        """;

    // AIO that says of every request that it was canceled.
    private const string AlwaysCanceled = """
        #define _GNU_SOURCE
        #include <aio.h>
        #include <dlfcn.h>
        int aio_cancel(int fd, struct aiocb *cb)
        {
            int (*next)(int, struct aiocb *);
            *(void **)&next = dlsym(RTLD_NEXT, "aio_cancel");
            int answer = next(fd, cb);
            return answer == AIO_NOTCANCELED ? AIO_CANCELED : answer;
        }
        """;

    // AIO that notifies of no read.
    private const string NeverNotified = """
        #define _GNU_SOURCE
        #include <aio.h>
        #include <dlfcn.h>
        int aio_read(struct aiocb *cb)
        {
            int (*next)(struct aiocb *);
            *(void **)&next = dlsym(RTLD_NEXT, "aio_read");
            cb->aio_sigevent.sigev_notify = SIGEV_NONE;
            return next(cb);
        }
        """;

    // AIO that has no resources for a read.
    private const string NeverAccepted = """
        #include <aio.h>
        #include <errno.h>
        int aio_read(struct aiocb *cb)
        {
            (void)cb;
            errno = EAGAIN;
            return -1;
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");

    public static TheoryData<string> Some => [.. FixedSuite.All.Where((p, i) => i % 16 == 0 && CCalls.Reason(p.Program) is null).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Some))]
    public void A_program_of_the_suite_compiles_without_a_warning(string name)
    {
        var text = CProgram.Write(ViolationOf(name, "READ-01", 0), [new Killed()]);

        Compile("program.c", text, "program");
    }

    [Fact]
    public void Every_call_of_the_suite_has_its_C()
    {
        var programs = FixedSuite.All.Where(p => CCalls.Reason(p.Program) is null).ToList();

        Assert.NotEmpty(programs);
        foreach (var program in programs) Assert.DoesNotContain("    {\n    }\n", CProgram.Write(Nothing(program), [new Killed()]), StringComparison.Ordinal);
        var busy = programs.Single(p => p.Name == "cancel/successor-behind-a-busy-worker");
        Assert.Contains("aio_init(&(struct aioinit){ .aio_threads = 1,", CProgram.Write(Nothing(busy), [new Killed()]), StringComparison.Ordinal);
    }

    /// <summary>A signal that the program sends itself is caught by a thread of the program.</summary>
    [Fact]
    public void The_thread_that_looks_on_takes_no_signal_of_the_program()
    {
        var text = CProgram.Write(Nothing(FixedSuite.All.First(p => p.Name == "lists/bad-mode")), [new Killed()]);

        Assert.Contains("pthread_sigmask(SIG_BLOCK, &all, &unblocked);", text, StringComparison.Ordinal);
        Assert.Contains("pthread_sigmask(SIG_SETMASK, &unblocked, NULL);\n    pthread_cleanup_push", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_exits_with_1_where_the_defect_is_and_with_0_where_it_is_not()
    {
        var violation = Broken("lists/bad-mode", "LIO-01", (call, result) => call is AioSpec.Programs.LioListio && result.Value == -1 ? AioSpec.Histories.Result.Zero : null);
        Compile("defect.c", CProgram.Write(violation).Text!, "defect");

        Assert.Equal(0, Run(Path.Combine(_folder.FullName, "defect"), null));
        Assert.Equal(1, Run(Path.Combine(_folder.FullName, "defect"), Library("broken", Defect)));
    }

    /// <summary>Of each turn both results are permitted, and together they are not.</summary>
    [Fact]
    public void In_a_loop_it_looks_at_what_one_turn_was_told()
    {
        var violation = Broken("cancel/one-many-times", "CANCEL-04", (call, result) => call is AioSpec.Programs.AioCancel && result.Value == (long)AioSpec.AioCancelResult.AIO_NOTCANCELED
            ? result with { Value = (long)AioSpec.AioCancelResult.AIO_CANCELED } : null);

        var text = CProgram.Write(violation).Text!;

        Assert.Contains("&& returned_after(", text, StringComparison.Ordinal);
        Compile("defect.c", text, "defect");
        Assert.Equal(0, Run(Path.Combine(_folder.FullName, "defect"), null));
        Assert.Equal(1, Run(Path.Combine(_folder.FullName, "defect"), Library("broken", AlwaysCanceled)));
    }

    /// <summary>Its number is another one in another libc.</summary>
    [Fact]
    public void A_signal_that_a_wait_returned_is_told_by_its_name()
    {
        var violation = Broken("notify/signal", "NOTIFY-03", (call, result) => call is AioSpec.Programs.Sigwait && result.Value > 0 ? result with { SigValue = new AioSpec.SigVal(8) } : null);

        var text = CProgram.Write(violation).Text!;

        Assert.Contains("SIGRTMIN + 1, -1) /* sigtimedwait", text, StringComparison.Ordinal);
    }

    /// <summary>Of what was not accepted no notification comes: that it does not come shows a defect only where the submission ended as it did here.</summary>
    [Fact]
    public void A_notification_that_does_not_come_counts_where_the_request_was_accepted()
    {
        const string Waits = """
            scenario: 1
            name: waits
            files: { /sim/a: hello }
            blocks: { r1: { fd: $a, nbytes: 5, sigevent: { signal: SIGRTMIN+1, value: 7 } } }
            threads:
              T1:
                - pthread_sigmask: { how: SIG_BLOCK, set: SIGRTMIN+1 }
                - open: { path: /sim/a, as: a }
                - aio_read: r1
                - sigtimedwait: { set: SIGRTMIN+1, timeout: 20ms }
            """;
        var trial = Performed("waits", ScenarioReader.Read(Waits, "waits.yaml").Program, (call, result) => call is AioSpec.Programs.Sigwait ? new AioSpec.Histories.Result(-1, AioSpec.Errno.EAGAIN) : null);
        var violation = new Violation("NOTIFY-12", trial, new Finding("NOTIFY-12", "nothing came", "it comes", [], false), 1, 1);

        Compile("defect.c", CProgram.Write(violation).Text!, "defect");

        Assert.Equal(0, Run(Path.Combine(_folder.FullName, "defect"), null));
        Assert.Equal(1, Run(Path.Combine(_folder.FullName, "defect"), Library("silent", NeverNotified)));
        Assert.Equal(0, Run(Path.Combine(_folder.FullName, "defect"), Library("poor", NeverAccepted)));
    }

    /// <summary>As a write into a pipe of which nobody has the other end.</summary>
    [Fact]
    public void What_was_seen_before_a_signal_ends_the_program_rightly_counts()
    {
        const string Ends = """
            scenario: 1
            name: ends
            threads:
              T1:
                - lio_listio: { mode: 7, list: [] }
                - kill: SIGUSR1
                - sleep: 1s
            """;
        var trial = Performed("ends", ScenarioReader.Read(Ends, "ends.yaml").Program, (call, result) => call is AioSpec.Programs.LioListio ? AioSpec.Histories.Result.Zero : null);
        var violation = new Violation("LIO-01", trial, trial.Verdict!.Violations.First(v => v.Requirement == "LIO-01"), 1, 1);

        Compile("defect.c", CProgram.Write(violation).Text!, "defect");

        Assert.Equal(0, Run(Path.Combine(_folder.FullName, "defect"), null));
        Assert.Equal(1, Run(Path.Combine(_folder.FullName, "defect"), Library("broken", Defect)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What a program of the suite breaks where calls return something else.</summary>
    private static Violation Broken(string name, string requirement, Func<AioSpec.Programs.Call, AioSpec.Histories.Result, AioSpec.Histories.Result?> defect)
    {
        var trial = Performed(name, FixedSuite.All.Single(p => p.Name == name).Program, defect);
        return new Violation(requirement, trial, trial.Verdict!.Violations.First(v => v.Requirement == requirement), 1, 1);
    }

    private static Trial Performed(string name, AioSpec.Programs.Program program, Func<AioSpec.Programs.Call, AioSpec.Histories.Result, AioSpec.Histories.Result?> defect)
    {
        using var target = new BrokenTarget(defect);
        return new Laboratory(target, d => d).Try(new Experiment(name, program, 0), CancellationToken.None);
    }

    /// <summary>A library to be preloaded.</summary>
    private string Library(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, $"{name}.c"), text);
        Assert.Equal(0, Run("cc", null, "-shared", "-fPIC", "-o", $"{name}.so", $"{name}.c", "-ldl"));
        return Path.Combine(_folder.FullName, $"{name}.so");
    }

    /// <summary>A program of which nothing was seen.</summary>
    private static Violation Nothing(SuiteProgram program)
    {
        var trial = new Trial(new Experiment(program.Name, program.Program, 0), Performance.Refused("nobody", program.Program, []), null);
        return new Violation("READ-01", trial, new Finding("READ-01", "this", "that", [], false), 1, 1);
    }

    private static Violation ViolationOf(string name, string requirement, int failed)
    {
        using var target = new SimulatorTarget();
        var suite = FixedSuite.All.Single(p => p.Name == name);
        var trial = new Laboratory(target, d => d).Try(new Experiment(name, suite.Program, 0), CancellationToken.None);
        return new Violation(requirement, trial, new Finding(requirement, "this", "that", [], false), failed, 1);
    }

    private void Compile(string file, string text, string program)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, file), text);
        Assert.Equal(0, Run("cc", null, "-Wall", "-Wextra", "-Werror", "-pthread", "-O1", "-o", program, file));
    }

    private int Run(string program, string? preload, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true };
        if (preload is not null) start.Environment["LD_PRELOAD"] = preload;
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
