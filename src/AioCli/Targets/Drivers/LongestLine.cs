using AioSpec;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>
/// How long a line of an answer can be: what a read or a file can hold at most, in hexadecimal. A driver that never ends a
/// line is found long before it has filled the memory.
/// </summary>
internal static class LongestLine
{
    /// <summary>For what a defective implementation makes up, and all that is no data.</summary>
    private const long Least = 1 << 20;

    private const long Most = 1 << 26;

    /// <summary>In bytes, of any answer to this script.</summary>
    public static int Of(Script script)
    {
        var program = script.Program;
        var bytes = script.Capacities.Sum(c => (double)c) + program.Files.Sum(f => (double)f.Content.Length)
            + program.Threads.Sum(t => Moved(t.Body)) + program.Functions.Sum(f => Moved(f.Body));
        return (int)Math.Min(Least + (4 * bytes), Most);
    }

    /// <summary>What the calls move beside the buffers of control blocks; as a number without bound, because loops in loops multiply.</summary>
    private static double Moved(IEnumerable<Statement> body) => body.Sum(statement => statement switch
    {
        Perform perform => Moved(perform.Call),
        Repeat repeat => repeat.AtMost * Moved(repeat.Body),
        When choice => Moved(choice.Then) + (choice.Otherwise.IsDefault ? 0 : Moved(choice.Otherwise)),
        _ => 0,
    });

    private static double Moved(Call call) => call switch
    {
        AioWrite c => Written(c.Block),
        LioListio c => c.List.Sum(e => e is null ? 0 : Written(e.Block)),
        Read c => c.Nbytes,
        Pread c => c.Nbytes,
        Write c => c.Bytes.Length,
        Pwrite c => c.Bytes.Length,
        _ => 0,
    };

    private static double Written(ControlBlock block) => Math.Min(block.Nbytes, (ulong)Most);
}
