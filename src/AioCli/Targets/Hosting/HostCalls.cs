using System.Collections.Immutable;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Targets.Hosting;

/// <summary>Performs the calls of a program: those of aio.h on the engine.</summary>
internal sealed class HostCalls(HostedProgram program, IAio aio)
{
    private readonly HostFiles _files = new(program);

    private HostMemory Memory => program.Memory;

    /// <summary>Performs a call whose descriptors are numbers.</summary>
    /// <exception cref="NotSupportedException">It cannot be performed in a process of ours.</exception>
    public Result Perform(Call call, HostThread thread) => call switch
    {
        AioRead c => Submit(c.Cb, c.Block, isRead: true, aio.Read),
        AioWrite c => Submit(c.Cb, c.Block, isRead: false, aio.Write),
        AioFsync c => Submit(c.Cb, c.Block, isRead: false, block => aio.Fsync(c.Operation, block)),
        LioListio c => ListIo(c, thread),
        AioError c => Error(Memory[c.Cb]),
        AioReturn c => Return(Memory[c.Cb]),
        AioSuspend c => Suspend(c, thread),
        AioCancel c => ToResult(aio.Cancel(program.Descriptors.Actual(c.Fildes.Number), c.Cb is null ? null : Memory[c.Cb].Aiocb)),
        AioInitCall c => Done(() => aio.Init(c.Hints)),
        Look c => Look(Memory[c.Cb]),
        Poison c => Done(() => Memory[c.Cb].Poison(c.Bytes)),
        Free c => Done(Memory[c.Cb].Free),
        OpenGate c => Done(Memory.Gate(c.Gate).Set),
        AwaitGate c => Done(() => Await(Memory.Gate(c.Gate), thread)),
        Sleep c => thread.Waiting(Timespec.FromNanoseconds(c.Nanoseconds), () => false, () => Pause(c.Nanoseconds)),
        Sysconf c => Sysconf(c.Name),
        SchedGetparam => Result.Zero,
        _ => _files.Perform(call, thread) ?? program.Signals.Perform(call, thread) ?? throw new NotSupportedException($"{call.GetType().Name} cannot be performed on the engine"),
    };

    private static Result ToResult(AioResult result) => new(result.Value, result.Errno);

    private static Result Done(Action action)
    {
        action();
        return Result.Zero;
    }

    private Result Submit(string cb, ControlBlock members, bool isRead, Func<Aiocb, AioResult> submit)
    {
        var block = Memory[cb];
        var aiocb = block.Prepare(Actual(members));
        block.Submitting(isRead);
        var result = submit(aiocb);
        block.Submitted(result.Value == 0);
        return ToResult(result);
    }

    private ControlBlock Actual(ControlBlock members) => members with { Fildes = new Fd(program.Descriptors.Actual(members.Fildes.Number)) };

    private Result ListIo(LioListio call, HostThread thread)
    {
        var operations = call.List.OfType<ListElement>().Where(e => e.Block.LioOpcode != LioOpcode.LIO_NOP).ToImmutableArray();
        var list = call.List.Select(e => e is null ? null : Memory[e.Cb].Prepare(Actual(e.Block))).ToArray();
        foreach (var e in operations) Memory[e.Cb].Submitting(e.Block.LioOpcode == LioOpcode.LIO_READ);
        var result = call.Mode == LioMode.LIO_WAIT
            ? thread.Waiting(null, () => list.All(IsOver), () => aio.ListIo(call.Mode, list, call.Sig))
            : aio.ListIo(call.Mode, list, call.Sig);
        foreach (var e in operations) Memory[e.Cb].Submitted(result.Value == 0);
        return ToResult(result);
    }

    private Result Suspend(AioSuspend call, HostThread thread)
    {
        var list = call.List.Select(cb => cb is null ? null : Memory[cb].Aiocb).ToArray();
        return ToResult(thread.Waiting(call.Timeout, () => list.Any(block => block is not null && IsOver(block)), () => aio.Suspend(list, call.Timeout)));
    }

    private bool IsOver(Aiocb? block) => block is null || aio.Error(block).Value != (long)Errno.EINPROGRESS;

    private Result Error(HostBlock block)
    {
        var status = aio.Error(block.Aiocb);
        block.Tell(status);
        return ToResult(status);
    }

    private Result Return(HostBlock block)
    {
        var isRead = block.IsRead;
        var result = aio.Return(block.Aiocb);
        if (result.Errno != Errno.EINVAL) block.Retrieve();
        return isRead && result.Value >= 0 ? ToResult(result) with { Bytes = Data.Of(block.Aiocb.Buffer.Span[..(int)result.Value].ToArray()) } : ToResult(result);
    }

    private static Result Look(HostBlock block) => new(block.Bytes.Length) { Bytes = Data.Of(block.Bytes.ToArray()) };

    private void Await(ManualResetEventSlim gate, HostThread thread) => thread.Waiting(null, () => gate.IsSet, () =>
    {
        WaitHandle[] ends = [gate.WaitHandle, program.Stop.WaitHandle];
        while (!program.Signals.WaitFor(restarts: true, interruption => WaitHandle.WaitAny([.. ends, interruption]) < ends.Length))
        {
            // A handler ran; no gate ends with EINTR.
        }

        program.Stop.ThrowIfCancellationRequested();
        return true;
    });

    /// <summary>A short one is spun, so that a race can be aimed at. Either way a handler that runs ends it.</summary>
    private Result Pause(long nanoseconds)
    {
        const long spun = 200_000, tick = 1_000_000;
        var end = program.Log.Now + nanoseconds;
        return program.Signals.WaitFor(restarts: false, Sleeps) ? Result.Zero : Result.Fail(Errno.EINTR);

        bool Sleeps(WaitHandle interruption)
        {
            for (var left = end - program.Log.Now; left > 0; left = end - program.Log.Now)
            {
                program.Stop.ThrowIfCancellationRequested();
                var isLong = nanoseconds > spun && left > tick;
                if (isLong && WaitHandle.WaitAny([interruption, program.Stop.WaitHandle], TimeSpan.FromMilliseconds(Math.Min(left / tick, int.MaxValue))) == 0) return false;
                if (isLong) continue;
                if (program.UsesSignals && interruption.WaitOne(0)) return false;
                Thread.SpinWait(20);
            }

            return true;
        }
    }

    private Result Sysconf(string name) => name switch
    {
        "_SC_ASYNCHRONOUS_IO" or "_SC_PRIORITIZED_IO" or "_SC_SYNCHRONIZED_IO" or "_SC_FSYNC" or "_SC_MONOTONIC_CLOCK" or "_SC_REALTIME_SIGNALS" => new Result(200809),
        "_SC_AIO_MAX" => new Result(program.Declaration.AioMax ?? -1),
        "_SC_AIO_LISTIO_MAX" => new Result(program.Declaration.ListioMax ?? -1),
        "_SC_THREAD_PRIORITY_SCHEDULING" => new Result(-1),
        "_SC_AIO_PRIO_DELTA_MAX" => new Result(AioEngine.Engine.PriorityDeltaMax),
        _ => throw new NotSupportedException($"sysconf knows no {name} here"),
    };
}
