using AioSpec;
using AioSpec.Model;

namespace AioSim.Tests.Mutants;

/// <summary>What mistakes look at.</summary>
internal static class Seen
{
    public static RequestInfo Info(this Machine machine, int request) => machine.State.Info(request);

    /// <summary>The request that a call about one block is about, or -1.</summary>
    public static int Subject(this Machine machine, PreparedCall call) => call.Block < 0 ? -1 : machine.State.CurrentOf(call.Block);

    public static Errno StatusOf(this Machine machine, int request) => machine.State.Requests[request].Status;

    public static bool IsOutstanding(this Machine machine, int request) => machine.State.Requests[request].IsOutstanding;

    public static IEnumerable<int> Outstanding(this Machine machine) =>
        Enumerable.Range(0, machine.State.Requests.Used).Where(machine.IsOutstanding).ToList();

    public static bool IsRegular(this Machine machine, int request) => machine.Info(request).Description is { Type: FileType.Regular };

    public static bool IsRead(this Machine machine, int request) => machine.Info(request).Kind == RequestKind.Read;

    public static bool IsWrite(this Machine machine, int request) => machine.Info(request).Kind == RequestKind.Write;

    public static bool IsAppend(this Machine machine, int request) => machine.IsRegular(request) && machine.Info(request).Appends;

    /// <summary>The descriptor of a request is closed, or refers to something else by now.</summary>
    public static bool IsClosed(this Machine machine, int request) => machine.Info(request).Description is { } description
        && machine.State.DescriptionOf(machine.Info(request).Block.Fildes.Number) != description.Id;

    public static long FileLength(this Machine machine, int request) => machine.State.ContentOf(machine.State.Requests[request].File).Length;

    /// <summary>The bytes of a file at a place.</summary>
    public static Data ReadAt(this Machine machine, int file, long offset, long length) => machine.State.ContentOf(file).Read(offset, Math.Max(0, length));

    public static Data Flipped(Data bytes) => Data.Concat(Data.Of([(byte)(bytes[0] ^ 0x80)]), bytes.Slice(1, bytes.Length - 1));
}
