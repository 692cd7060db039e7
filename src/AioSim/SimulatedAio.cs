using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <summary>
/// The eight calls for C# code that runs as a thread of a simulation (<see cref="Simulator.Run(Program, SimulationOptions, Action{SimulatedAio})"/>):
/// the same model, scheduler, device and virtual clock as for any program, and the same history.
/// </summary>
/// <remarks>
/// <para>A call returns when the scheduler lets it: other threads, the device and notifications take their steps meanwhile, by
/// the seed. aio_suspend and LIO_WAIT let time pass. What the code does between two calls takes no time.</para>
/// <para>A read's bytes are in <see cref="Aiocb.Buffer"/> once its status is final, as seen at the next call.</para>
/// <para>Functions (<see cref="Define"/>) run on the stack of the call during which they come. A handler does so in C, too; of
/// SIGEV_THREAD functions it means that the code beneath goes on only when they have returned. Whoever wants both to
/// overlap makes one of them a thread of the program.</para>
/// </remarks>
public sealed class SimulatedAio : IAio
{
    private readonly Simulation _simulation;

    // Looked up only, never walked: its order reaches nothing.
    private readonly Dictionary<Aiocb, string> _names = new(ReferenceEqualityComparer.Instance);

    /// <summary>Blocks of reads whose bytes may not be in the buffer yet: from before the call, for a function may look during it.</summary>
    private readonly List<Aiocb> _reads = [];

    internal SimulatedAio(Simulation simulation) => _simulation = simulation;

    /// <summary>The virtual time in nanoseconds.</summary>
    public long Now => _simulation.Now;

    /// <summary>Gives a handler or notification function of this name its body, which gets the value of the signal or notification.</summary>
    public void Define(string function, Action<SigVal> body) => _simulation.HostFunction(function, value =>
    {
        Store();
        body(value);
    });

    /// <summary>The name of a control block in traces, and in values that point to it: cb1, cb2 … in the order of their first use.</summary>
    public string NameOf(Aiocb block)
    {
        if (!_names.TryGetValue(block, out var name)) _names.Add(block, name = FormattableString.Invariant($"cb{_names.Count + 1}"));
        return name;
    }

    /// <summary>open: the descriptor, or -1 with an error.</summary>
    public AioResult Open(string path, OpenFlags flags) => Do(new Open(path, flags));

    /// <summary>close.</summary>
    public AioResult Close(int fildes) => Do(new Close(new Fd(fildes)));

    /// <summary>Sleeps.</summary>
    public AioResult Sleep(TimeSpan time) => Do(new Sleep(checked(time.Ticks * TimeSpan.NanosecondsPerTick)));

    /// <summary>Any call of a program: signals, gates, pipes, synchronous transfers …</summary>
    /// <exception cref="ProgramException">The call cannot be performed, or does what POSIX leaves undefined.</exception>
    public Result Perform(Call call)
    {
        var answer = _simulation.Perform(call);
        Store();
        return answer.ToResult();
    }

    /// <inheritdoc/>
    public AioResult Read(Aiocb block)
    {
        _reads.Add(block);
        var result = Do(new AioRead(NameOf(block), MembersOf(block, writes: false)));
        if (result.Value != 0) _reads.Remove(block);
        else if (!_reads.Contains(block)) _reads.Add(block);
        return result;
    }

    /// <inheritdoc/>
    public AioResult Write(Aiocb block) => Do(new AioWrite(NameOf(block), MembersOf(block, writes: true)));

    /// <inheritdoc/>
    public AioResult Fsync(SyncOperation operation, Aiocb block) => Do(new AioFsync(operation, NameOf(block), block.Members));

    /// <inheritdoc/>
    public AioResult ListIo(LioMode mode, IReadOnlyList<Aiocb?> list, SigEvent? notification)
    {
        foreach (var block in list.OfType<Aiocb>().Where(block => block.Members.LioOpcode == LioOpcode.LIO_READ && !_reads.Contains(block))) _reads.Add(block);
        return Do(new LioListio(mode, [.. list.Select(ElementOf)], notification));
    }

    /// <inheritdoc/>
    public AioResult Error(Aiocb block) => Do(new AioError(NameOf(block)));

    /// <inheritdoc/>
    public AioResult Return(Aiocb block) => Do(new AioReturn(NameOf(block)));

    /// <inheritdoc/>
    public AioResult Suspend(IReadOnlyList<Aiocb?> list, Timespec? timeout) =>
        Do(new AioSuspend([.. list.Select(block => block is null ? null : NameOf(block))], timeout));

    /// <inheritdoc/>
    public AioResult Cancel(int fildes, Aiocb? block) => Do(new AioCancel(new Fd(fildes), block is null ? null : NameOf(block)));

    /// <inheritdoc/>
    public void Init(AioInit hints) => Do(new AioInitCall(hints));

    private AioResult Do(Call call)
    {
        var result = Perform(call);
        return new(result.Value, result.Errno);
    }

    private ListElement? ElementOf(Aiocb? block) =>
        block is null ? null : new(NameOf(block), MembersOf(block, block.Members.LioOpcode == LioOpcode.LIO_WRITE));

    /// <summary>The members as they are at the submission; of a write with the bytes that are in the buffer now.</summary>
    private static ControlBlock MembersOf(Aiocb block, bool writes)
    {
        var (members, length) = (block.Members, (ulong)block.Buffer.Length);
        if (length == 0) return members;
        if (members.Nbytes > length && members.Nbytes <= Arguments.SsizeMax) throw new ProgramException($"aio_nbytes is {members.Nbytes}, and the buffer has {length} bytes.");
        return writes ? members with { Buf = Data.Of(block.Buffer.Span[..(int)Math.Min(length, members.Nbytes)].ToArray()) } : members;
    }

    /// <summary>Puts what reads have brought where the program looks for it.</summary>
    private void Store()
    {
        for (var i = _reads.Count - 1; i >= 0; i--)
        {
            var (block, name) = (_reads[i], NameOf(_reads[i]));
            if (_simulation.StatusOf(name) == Errno.EINPROGRESS) continue;
            _reads.RemoveAt(i);
            if (_simulation.StatusOf(name) != Errno.None || block.Buffer.Length == 0) continue;
            var bytes = _simulation.BufferOf(name);
            bytes.Slice(0, Math.Min(bytes.Length, block.Buffer.Length)).ToArray().CopyTo(block.Buffer);
        }
    }
}
