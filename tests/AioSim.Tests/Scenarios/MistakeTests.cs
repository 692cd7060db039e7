using System.Text;
using AioSim.Scenarios;

namespace AioSim.Tests.Scenarios;

/// <summary>What the author of a scenario is told.</summary>
public sealed class MistakeTests
{
    private const string Head = "scenario: 1\nname: n\nfiles: { /sim/a: hello }\nblocks: { r1: { fd: $a, nbytes: 5 }, w1: { fd: $a, buf: x } }\nthreads:\n  main:\n    - open: { path: /sim/a, flags: O_RDWR, as: a }\n";

    private static readonly string[] s_statements =
    [
        "- aio_reed: r1", "- aio_read: r2", "- aio_error: { cb: r1 }", "- aio_read: { offset: 3 }", "- aio_read: { cb: r1, ofset: 3 }",
        "- aio_read: { cb: r1, offset: 010 }", "- aio_read: { cb: r1, nbytes: \"5\" }", "- aio_read: { cb: r1, nbytes: 4kb }",
        "- aio_read: { cb: r1, reqprio: 1.5 }", "- aio_write: r1", "- aio_write: { cb: w1, buf: 17 }", "- aio_write: { cb: w1, buf: \"\\u20ac\" }",
        "- aio_write: { cb: w1, buf: { fill: 256, length: 3 } }", "- aio_write: { cb: w1, buf: { file: 0, length: 3 } }", "- aio_write: { cb: w1, buf: { hex: 0g } }",
        "- aio_read: { cb: r1, sigevent: { signal: SIGUSER1 } }", "- aio_read: { cb: r1, sigevent: { signal: SIGUSR1, value: &r1 } }",
        "- aio_read: { cb: r1, sigevent: { function: nobody } }", "- aio_read: { cb: r1, sigevent: sometimes }",
        "- aio_fsync: { cb: r1 }", "- aio_fsync: { op: O_SINC, cb: r1 }", "- lio_listio: { mode: LIO_WAIT, list: [r1, r3, ~] }",
        "- lio_listio: { list: r1 }", "- aio_suspend: { list: [r1], timeout: 3 }", "- aio_suspend: { list: [r1], timeout: 3 s }", "- aio_suspend: { list: [r1], timeout: -3s }",
        "- aio_cancel: $b", "- aio_cancel: a", "- aio_cancel: { fd: $a, cb: R1 }", "- open: { path: a, as: b }", "- open: { path: /sim/a, flags: O_RDRW, as: b }", "- open: { path: /sim/a }",
        "- pipe: { as: [r] }", "- kill: SIGNONE", "- sigaction: { signal: SIGUSR1, action: ignore }", "- pthread_sigmask: { how: SIG_SETMASK, set: all }",
        "- sleep: 1m", "- sleep: 0.0000000001s", "- await_gate: g", "- pthread_cancel: mian", "- pthread_exit: { now: yes }", "- aio_read", "- pthread_exi", "- exit: 300",
        "- aio_error: r1\n      expect: EINPROGESS", "- aio_cancel: $a\n      expect: [AIO_CANCELLED]", "- aio_return: r1\n      expect: { vaule: 5 }",
        "- aio_return: r1\n      expects: 5", "- aio_return: r1\n      expect: []", "- aio_return: r1\n      expect: { error: 5 }", "- set: quit\n      expect: 0",
        "- aio_read: r1\n      aio_error: r1", "- { }", "- 5", "- [aio_read]", "- expect: 0", "- when: { flag: quit }\n      then: []", "- when: { finished: r1 }",
        "- repeat: { until: { done: r1 }, do: [] }", "- repeat: { until: { finished: r1 }, at_most: 0, do: [] }", "- clear: quit", "- sysconf: SC_X",
    ];

    private static readonly string[] s_files =
    [
        "", "# nothing", "5", "- a", "scenario: 2\nname: n\nthreads: {}", "scenario: 01\nname: n\nthreads: {}", "name: n\nthreads: {}",
        "scenario: 1\nname: 7\nthreads: {}", "scenario: 1\nname: n\nthread: {}", "scenario: 1\nname: n\nname: m\nthreads: {}", "scenario: 1\nname: n\nthreads: {}\n---\nscenario: 1",
        "scenario: 1\nname: n\nthreads: { main: &m [], other: *m }", "scenario: 1\nname: !!str n\nthreads: {}", "scenario: 1\nname: n\n\tthreads: {}",
        "scenario: 1\nname: n\nthreads: { main: [ }", "scenario: 1\nname: \"n\nthreads: {}", "scenario: 1\n[a]: 2\nname: n\nthreads: {}",
        "scenario: 1\nname: n\nshows: [READ-99, R99, R05]\nthreads: {}", "scenario: 1\nname: n\nseed: -1\nthreads: {}", "scenario: 1\nname: n\nprofile: none\nthreads: {}",
        "scenario: 1\nname: n\nprofile: { cancel_running: no }\nthreads: {}", "scenario: 1\nname: n\nprofile: { errors: yes }\nthreads: {}",
        "scenario: 1\nname: n\nlimits: { aio_max: 0, listio_max: 1 }\nthreads: {}", "scenario: 1\nname: n\noptions: [SYNC]\nthreads: {}",
        "scenario: 1\nname: n\nfiles: { a: x, /sim/d: { kind: folder }, /sim/e: 5 }\nthreads: {}", "scenario: 1\nname: n\nfiles: [a]\nthreads: {}",
        "scenario: 1\nname: n\ndevice: { latency: { normal: 1ms } }\nthreads: {}", "scenario: 1\nname: n\ndevice: { latency: { uniform: [5ms, 1ms] } }\nthreads: {}",
        "scenario: 1\nname: n\ndevice: { latency: { percentiles: { 99: 1ms, 50: 2ms } } }\nthreads: {}", "scenario: 1\nname: n\ndevice: { latency: { percentiles: { p50: 1ms } } }\nthreads: {}",
        "scenario: 1\nname: n\ndevice: { latency: { lognormal: { median: 1ms, sigma: 0.5001 } } }\nthreads: {}", "scenario: 1\nname: n\ndevice: { queue_depth: deep }\nthreads: {}",
        "scenario: 1\nname: n\ndevice: { rules: [{ for: { call: aio_read, file: /sim/x, range: [1], cb: r, nth: 0, probability: 11/10 }, fail: EOI, short: -1, stall_until: g }] }\nthreads: {}",
        "scenario: 1\nname: n\nblocks: { 1: { fd: $a }, r2: { nbytes: 3 }, r3: r2 }\nthreads: {}", "scenario: 1\nname: n\nthreads: { main: {} }", "scenario: 1\nname: n\nthreads: { main: [], main: [] }",
        "scenario: 1\nname: n\nfunctions: { f: set }\nthreads: {}",
        "scenario: 1\nname: n\nexpect: { notifications: [{ sig: 3 }], order: [r1], files: { /sim/x: y }, status: { r: 0 }, end: never, blocked: [main] }\nthreads: {}",
        $"scenario: 1\nname: n\nthreads: {new string('[', 200)}", "scenario: 1\nname: n\nthreads: { " + string.Concat(Enumerable.Range(0, 30).Select(i => $"\"t {i}\": [], ")) + "}",
    ];

    [Fact]
    public Task A_mistake_in_a_statement_is_told_with_its_place_and_the_nearest_word() =>
        Verify(Told(s_statements.Select(s => (s, Head + "    " + s + "\n"))));

    [Fact]
    public Task A_mistake_elsewhere_is_told_with_its_place_and_the_nearest_word() => Verify(Told(s_files.Select(f => (f, f))));

    [Fact]
    public void Several_mistakes_are_told_in_the_order_of_the_file()
    {
        var error = Assert.Throws<ScenarioError>(() => ScenarioReader.Read("name: 5\nscenario: 1\nthreads: { main: [aio_reed: r1, sleep: x] }\n", "a.yaml"));

        Assert.Equal([(1, 7), (3, 19), (3, 40)], error.Mistakes.Select(m => (m.Line, m.Column)));
        Assert.Equal("a.yaml(1,7): '5', expected a text (digits in quotes)", error.Mistakes[0].ToString());
    }

    [Fact]
    public void At_most_20_mistakes_are_told()
    {
        var body = string.Concat(Enumerable.Repeat("    - aio_error: nobody\n", 50));

        var error = Assert.Throws<ScenarioError>(() => ScenarioReader.Read(Head + body, "a.yaml"));

        Assert.Equal(20, error.Mistakes.Length);
        Assert.EndsWith("… and 30 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_more_than_a_mebibyte_is_refused()
    {
        var error = Assert.Throws<ScenarioError>(() => ScenarioReader.Read(new string(' ', (1 << 20) + 1), "a.yaml"));

        Assert.Equal("a.yaml(1,1): the file has 1048577 characters, expected at most 1048576", error.Message);
    }

    private static string Told(IEnumerable<(string Shown, string Text)> cases)
    {
        var told = new StringBuilder();
        foreach (var (shown, text) in cases)
        {
            var short_ = shown.Length > 200 ? shown[..200] + "…" : shown;
            told.Append(short_.Replace("\t", "\\t", StringComparison.Ordinal)).Append('\n').Append(MessageOf(text)).Append("\n\n");
        }

        return told.ToString().TrimEnd();
    }

    private static string MessageOf(string text)
    {
        try
        {
            ScenarioReader.Read(text, "a.yaml");
            return "no mistake";
        }
        catch (ScenarioError e)
        {
            return e.Message;
        }
    }
}
