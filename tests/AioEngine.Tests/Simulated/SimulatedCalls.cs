using System.Collections.Immutable;
using AioEngine.Core;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioEngine.Tests.Simulated;

/// <summary>
/// The calls of a program as rows of steps of the core, as the engine's shell takes them: between two of them any other step
/// may come. What comes out of an iterator is what its next step waits for.
/// </summary>
internal sealed unsafe partial class SimulatedCalls(SimulatedRun run)
{
    private readonly SortedDictionary<string, int> _variables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _gates = new(StringComparer.Ordinal);
    private readonly List<SigEvent> _events = [];
    private SimulatedThread? _canceler;

    internal IEnumerable<Func<bool>> Perform(SimulatedThread thread, ImmutableArray<Statement> body)
    {
        foreach (var perform in body.Cast<Perform>())
        {
            var call = CallDescriptors.Replace(perform.Call, fd => fd.Name is null ? fd : new Fd(_variables.GetValueOrDefault(fd.Name, -1)));
            if (call is Exit)
            {
                foreach (var wait in Shutdown(thread)) yield return wait;
                yield break;
            }

            if (call is AwaitGate gate && !_gates.Contains(gate.Gate)) yield return () => _gates.Contains(gate.Gate);
            run.Note(new Invoke(run.Tick(), thread.Name, call), 0, 0);
            var result = Result.Zero;
            foreach (var wait in PerformOne(thread, call, r => result = r)) yield return wait;
            run.Note(new Return(run.Tick(), thread.Name, result), 1, (result.Value << 8) + (long)result.Errno);
            run.NoteBytes(result.Bytes);
            if (perform.Into.Length > 0) _variables[perform.Into[0]] = (int)result.Value;
            if (perform.Into.Length > 1) _variables[perform.Into[1]] = result.Second ?? -1;
            thread.Local = 0;
            yield return Always;
        }
    }

    internal void CallbackReturned(SimulatedThread thread) => run.Note(new CallbackReturned(run.Tick(), thread.Name), 3, 0);

    /// <summary>What a notification is of: the program's sigevent, with the value that the engine brings.</summary>
    internal SigEvent EventOf(in Notice notice) => _events[(int)(notice.Value >> 32)] with { Value = new SigVal((int)notice.Value) };

    internal void AddTo(ref StableHash hash)
    {
        foreach (var value in _variables.Values) hash.Add(value);
        hash.Add(_gates.Count);
        if (_canceler is not null) hash.Add(_canceler.Name);
    }

    private static bool Always() => true;

    private IEnumerable<Func<bool>> PerformOne(SimulatedThread thread, Call call, Action<Result> ends) => call switch
    {
        AioSuspend c => Suspend(c, ends),
        AioCancel c => Cancel(thread, c, ends),
        LioListio c => ListIo(thread, c, ends),
        Sigwait c => Sigwait(c, ends),
        _ => AtOnce(call, ends),
    };

    private IEnumerable<Func<bool>> AtOnce(Call call, Action<Result> ends)
    {
        ends(call switch
        {
            AioRead c => Submit(c.Cb, c.Block, RequestKind.Read),
            AioWrite c => Submit(c.Cb, c.Block, RequestKind.Write),
            AioFsync c => Submit(c.Cb, c.Block, c.Operation == SyncOperation.O_SYNC ? RequestKind.Sync : RequestKind.DataSync),
            AioError c => Error(c.Cb),
            AioReturn c => Return(c.Cb),
            Open c => new Result(run.Descriptors.Open(c.Path, c.Flags)),
            Dup c => run.Descriptors.Dup(c.Fildes.Number) is >= 0 and var fd ? new Result(fd) : Result.Fail(Errno.EBADF),
            Close c => run.Descriptors.Close(c.Fildes.Number) ? Result.Zero : Result.Fail(Errno.EBADF),
            Pipe c => OpenPipe(c),
            Write c => WritePipe(c),
            OpenGate c => OpenGate(c),
            AwaitGate or Sigmask => Result.Zero,
            _ => throw new NotSupportedException($"{call.GetType().Name} is not simulated"),
        });
        return [];
    }

    private Result OpenPipe(Pipe call)
    {
        const int usual = 65536;
        var (read, write) = run.Descriptors.Pipe(call.Capacity == 0 ? usual : call.Capacity);
        return new Result(read) { Second = write };
    }

    private Result WritePipe(Write call)
    {
        run.Descriptors.Find(call.Fildes.Number)!.Pipe!.Bytes.AddRange(call.Bytes.ToArray());
        return new Result(call.Bytes.Length);
    }

    private Result OpenGate(OpenGate call)
    {
        _gates.Add(call.Gate);
        return Result.Zero;
    }

    /// <summary>The members, unless a request of the block is in progress.</summary>
    private NativeAiocb* Prepare(string cb, ControlBlock members)
    {
        var block = run.Memory[cb];
        if (block->Error == Status.InProgress) return block;
        (block->Fildes, block->Nbytes, block->Offset, block->Reqprio) = (members.Fildes.Number, (nuint)members.Nbytes, members.Offset, members.Reqprio);
        block->LioOpcode = (int)members.LioOpcode;
        (block->SigevNotify, block->SigevSigno, block->SigevValue) = ((int)members.SigEvent.Notify, members.SigEvent.Signo.Number, ValueOf(members.SigEvent));
        block->SigevFunction = members.SigEvent.Function is null ? null : &ByName;
        if (members.Buf is { } data)
        {
            data.ToArray().CopyTo(run.Memory.Buffer(cb));
            if (members.Nbytes == 0) block->Nbytes = (nuint)data.Length;
        }

        return block;
    }

    private static void ByName(nint value)
    {
    }

    /// <summary>The value, and above it the number of the sigevent: a function of a program has a name, not an address.</summary>
    private nint ValueOf(SigEvent sigevent)
    {
        var number = _events.IndexOf(sigevent);
        if (number < 0)
        {
            number = _events.Count;
            _events.Add(sigevent);
        }

        return ((nint)number << 32) + sigevent.Value.Int;
    }

    private Result Submit(string cb, ControlBlock members, RequestKind kind)
    {
        var block = Prepare(cb, members);
        return ToResult(SubmissionCheck.IsFree(block) ? Accept(block, kind, null) : Errno.EINVAL);
    }

    private Errno Accept(NativeAiocb* block, RequestKind kind, ListState? list)
    {
        var error = run.Backend.Identify(block->Fildes, out var facts);
        if (error == Errno.None) error = SubmissionCheck.Request(block, kind, facts, run.Core.Defect);
        return error == Errno.None ? run.Core.Submit(block, kind, block->Fildes, facts, list) : error;
    }

    private Result Error(string cb)
    {
        var error = Retrieval.Error(run.Memory[cb], run.Core.Defect);
        return error == Status.Unassociated ? Result.Fail(Errno.EINVAL) : new Result(error);
    }

    private Result Return(string cb)
    {
        var block = run.Memory[cb];
        var isRead = block->Kind == RequestKind.Read;
        var value = Retrieval.Return(block, out var errno, run.Core.Defect);
        if (value < 0) return Result.Fail(errno);
        return isRead ? new Result(value) { Bytes = Data.Of(run.Memory.Buffer(cb)[..(int)value].ToArray()) } : new Result(value);
    }
}
