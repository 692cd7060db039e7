using System.Text;

namespace AioSim.Tests.Exploration;

/// <summary>
/// A fixed grammar: one to four requests on two descriptors, submitted one by one or as a list by two threads, each of which goes
/// on with one of the other calls. Programs are numbered; a number is read digit by digit.
/// </summary>
internal static class Grammar
{
    private static readonly string[] s_requests =
        ["aio_read(r#, fd=$a, nbytes=2)", "aio_write(r#, fd=$a, buf=\"x#\")", "aio_read(r#, fd=$b, nbytes=2)", "aio_fsync(O_SYNC, r#, fd=$a)"];

    private static readonly string[] s_elements = ["LIO_READ r#(fd=$a, nbytes=2)", "LIO_WRITE r#(fd=$a, buf=\"x#\")", "LIO_READ r#(fd=$b, nbytes=2)", "LIO_WRITE r#(fd=$b, buf=\"y#\")"];

    private static readonly string[] s_tails =
    [
        "", "aio_error(r1)", "aio_cancel($a, r1)", "aio_cancel($a, NULL)", "aio_suspend([r1])", "aio_suspend([r1], timeout=0s)",
        "aio_suspend([r1], timeout=1ms)", "aio_return(r1)", "close($a)",
    ];

    private static readonly string[] s_modes = ["", "LIO_WAIT", "LIO_NOWAIT"];

    /// <summary>How many programs there are.</summary>
    public static long Size { get; } = Enumerable.Range(1, 4).Sum(SizeOf);

    /// <summary>The program with this number among those of so many requests.</summary>
    public static string At(int requests, long number)
    {
        int Digit(int of) => (int)(number % of, number /= of).Item1;
        var mode = s_modes[Digit(s_modes.Length)];
        var (tailA, tailB) = (s_tails[Digit(s_tails.Length)], s_tails[Digit(s_tails.Length)]);
        var threads = new List<string>[] { [], [] };
        var elements = new List<string>();
        for (var request = 1; request <= requests; request++)
        {
            var (thread, kind) = (Digit(2), Digit(s_requests.Length));
            var name = request.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (mode.Length > 0 && thread == 0) elements.Add(s_elements[kind].Replace("#", name, StringComparison.Ordinal));
            else threads[thread].Add(s_requests[kind].Replace("#", name, StringComparison.Ordinal));
        }

        if (elements.Count > 0) threads[0].Add($"lio_listio({mode}, [{string.Join(", ", elements)}])");
        threads[0].Add(tailA);
        threads[1].Add(tailB);
        return Print(threads);
    }

    /// <summary>How many programs of so many requests there are.</summary>
    public static long SizeOf(int requests) => s_modes.Length * (long)(s_tails.Length * s_tails.Length) * (long)Math.Pow(2 * s_requests.Length, requests);

    private static string Print(List<string>[] threads)
    {
        var text = new StringBuilder("""
            file /sim/a "hello"
            file /sim/b "world"
            device latency fixed 1ms
            thread A
              open("/sim/a", O_RDWR) -> $a
              open("/sim/b", O_RDWR) -> $b
              open_gate(g)

            """);
        Add(text, threads[0]);
        text.Append("thread B\n  await_gate(g)\n");
        Add(text, threads[1]);
        return text.ToString();
    }

    private static void Add(StringBuilder text, List<string> calls)
    {
        foreach (var call in calls.Where(call => call.Length > 0)) text.Append("  ").Append(call).Append('\n');
    }
}
