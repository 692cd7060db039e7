using System.Collections.Immutable;
using System.Globalization;
using AioCli.Targets;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Tests.Targets;

/// <summary>
/// Programs of which POSIX leaves nothing open: one thread, each request waited for and retrieved before the next; and
/// what can be compared of a performance: the result of each call, and the bytes of the files.
/// </summary>
internal static class DeterminedPrograms
{
    private const int MostCalls = 12;
    private const int FileSize = 5000;

    /// <summary>The program of a seed.</summary>
    public static Program Of(int seed)
    {
        var random = new Random(seed);
        var append = random.Next(3) == 0;
        var body = ImmutableArray.CreateBuilder<Statement>();
        body.Add(new Perform(new Open("/sim/a", OpenFlags.O_RDWR | (append ? OpenFlags.O_APPEND : 0)), ["a"], null));
        body.Add(new Perform(new Open("/sim/a", OpenFlags.O_RDONLY), ["r"], null));
        body.Add(new Perform(new Open("/sim/a", OpenFlags.O_WRONLY), ["w"], null));
        for (var i = random.Next(1, MostCalls); i >= 0; i--) Request(body, random, "b" + i.ToString(CultureInfo.InvariantCulture), i);
        return new Program
        {
            Name = "determined",
            Declaration = Declaration.Default with { Profile = Profile.Reference },
            Files = [new FileSpec("/sim/a", FileKind.Regular, Data.Tag(99, FileSize))],
            Threads = [new ThreadSpec("T1", body.ToImmutable())],
        };
    }

    /// <summary>What is the same wherever it is performed; descriptors are not.</summary>
    public static string Outcome(Performance performance)
    {
        var lines = new List<string>();
        Call? call = null;
        foreach (var e in performance.History.Events)
        {
            if (e is Invoke invoke) call = invoke.Call;
            if (e is Return { Thread: not "-", Result: var result } && call is not Open) lines.Add($"{call!.GetType().Name} {result.Value} {result.Errno} {Bytes(result.Bytes)}");
            if (e is FinalFile file) lines.Add($"{file.Path} {Bytes(file.Content)}");
        }

        return string.Join('\n', lines);
    }

    private static string Bytes(Data? data) => data is null ? "" : Convert.ToHexString(data.ToArray());

    private static void Request(ImmutableArray<Statement>.Builder body, Random random, string cb, int tag)
    {
        var fildes = random.Next(12) == 0 ? new Fd(-1) : Fd.Variable(random.Next(6) switch { 0 => "r", 1 => "w", _ => "a" });
        var block = new ControlBlock
        {
            Fildes = fildes,
            // Of two mistakes POSIX does not say which is told.
            Offset = fildes.Name == "a" && random.Next(8) == 0 ? -1 : random.Next(FileSize + 100),
            Nbytes = (ulong)random.Next(600),
        };
        var written = block with { Buf = Data.Tag(tag + 1, (long)block.Nbytes) };
        Call call = random.Next(6) switch
        {
            0 or 1 => new AioRead(cb, block),
            2 or 3 => new AioWrite(cb, written),
            4 => new AioFsync(SyncOperation.O_SYNC, cb, block with { Offset = 0 }),
            _ => new LioListio(LioMode.LIO_WAIT, [new ListElement(cb, written with { LioOpcode = LioOpcode.LIO_WRITE })], null),
        };
        Add(body, call);
        if (call is LioListio list && (list.List[0]!.Block.Fildes.Name is null or "r" || list.List[0]!.Block.Offset < 0)) return;
        body.Add(new When(new Condition(ConditionKind.Accepted, [cb]), [.. Retrieval(cb)], []));
    }

    private static IEnumerable<Statement> Retrieval(string cb)
    {
        foreach (var call in new Call[] { new AioSuspend([cb], null), new AioError(cb), new AioReturn(cb) }) yield return new Perform(call, [], null);
    }

    private static void Add(ImmutableArray<Statement>.Builder body, Call call) => body.Add(new Perform(call, [], null));
}
