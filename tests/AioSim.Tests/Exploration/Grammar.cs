using System.Text;

namespace AioSim.Tests.Exploration;

/// <summary>
/// A fixed grammar: one to four requests on two descriptors, submitted one by one or as a list by two threads, each of which goes
/// on with one of the other calls. Programs that are equal but for the names of blocks and threads are numbered once: the first request
/// is what the other calls are about, the others have their names from the order in which they stand. A number is read digit by digit.
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

    /// <summary>How many programs the grammar makes.</summary>
    public static long Size { get; } = Enumerable.Range(1, 4).Sum(SizeOf);

    /// <summary>How many programs of so many requests the grammar makes: each request is one of its kinds in one of two threads.</summary>
    public static long SizeOf(int requests) => Frames * (long)Math.Pow(2 * s_requests.Length, requests);

    /// <summary>How many numbers there are for programs of so many requests.</summary>
    public static long NumbersOf(int requests) => Frames * 2L * requests * (long)Math.Pow(s_requests.Length, requests);

    private static int Frames => s_modes.Length * s_tails.Length * s_tails.Length;

    /// <summary>The program with this number; null where another number is of the same, names aside.</summary>
    public static string? At(int requests, long number)
    {
        int Digit(int of) => (int)(number % of, number /= of).Item1;
        var mode = s_modes[Digit(s_modes.Length)];
        int[] tails = [Digit(s_tails.Length), Digit(s_tails.Length)];
        // The requests of the first thread have their names before those of the second, but for the one that the other calls are about.
        var (first, before) = (Digit(2), Digit(requests));
        int[][] kinds = [[], []];
        for (var request = 0; request < requests; request++)
        {
            var thread = request == 0 ? first : request <= before ? 0 : 1;
            kinds[thread] = [.. kinds[thread], Digit(s_requests.Length)];
        }

        // Without a list both threads are alike; and of a list without elements there is none.
        return first == 1 && (mode.Length == 0 || before == 0) ? null : Program(mode, first, tails, kinds);
    }

    private static string Program(string mode, int first, int[] tails, int[][] kinds)
    {
        var threads = new List<string>[] { [], [] };
        var (elements, names) = (new List<string>(), 1);
        for (var thread = 0; thread < 2; thread++)
        {
            for (var i = 0; i < kinds[thread].Length; i++)
            {
                var number = thread == first && i == 0 ? 1 : ++names;
                var name = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
                var (to, from) = mode.Length > 0 && thread == 0 ? (elements, s_elements) : (threads[thread], s_requests);
                to.Add(from[kinds[thread][i]].Replace("#", name, StringComparison.Ordinal));
            }
        }

        if (elements.Count > 0) threads[0].Add($"lio_listio({mode}, [{string.Join(", ", elements)}])");
        for (var thread = 0; thread < 2; thread++) threads[thread].Add(s_tails[tails[thread]]);
        return Print(threads);
    }

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
