using System.Buffers;
using AioEngine.Core;
using AioSpec;

namespace AioEngine;

/// <summary>The eight calls of the contract, over its control blocks.</summary>
public sealed unsafe partial class Engine
{
    AioResult IAio.Read(Aiocb block) => Submit(block, RequestKind.Read);

    AioResult IAio.Write(Aiocb block) => Submit(block, RequestKind.Write);

    AioResult IAio.Fsync(SyncOperation operation, Aiocb block) =>
        KindOf(operation) is { } kind ? Submit(block, kind) : AioResult.Fail(Errno.EINVAL);

    AioResult IAio.ListIo(LioMode mode, IReadOnlyList<Aiocb?> list, SigEvent? notification)
    {
        if (mode is not (LioMode.LIO_WAIT or LioMode.LIO_NOWAIT) || list.Count > _options.MaxListElements) return AioResult.Fail(Errno.EINVAL);
        var notice = Notice.None;
        if (mode == LioMode.LIO_NOWAIT && notification is not null)
        {
            if (!IsUsable(notification)) return AioResult.Fail(Errno.EINVAL);
            (notice.Kind, notice.Event) = (notification.Notify, notification);
        }

        using var blocks = new PointerList(list.Count);
        for (var i = 0; i < list.Count; i++) blocks.Pointers[i] = list[i]?.Members.LioOpcode == LioOpcode.LIO_NOP ? null : Prepare(list[i]);
        return Result(ListIo(mode, blocks.Pointers, list.Count, notice));
    }

    AioResult IAio.Error(Aiocb block)
    {
        if (block.Reserved is not ContractBlock own) return AioResult.Fail(Errno.EINVAL);
        var error = Error(own.Block);
        return error == Status.Unassociated ? AioResult.Fail(Errno.EINVAL) : new AioResult(error);
    }

    AioResult IAio.Return(Aiocb block)
    {
        if (block.Reserved is not ContractBlock own) return AioResult.Fail(Errno.EINVAL);
        var value = Return(own.Block, out var errno);
        return new AioResult(value, value < 0 ? errno : Errno.None);
    }

    AioResult IAio.Suspend(IReadOnlyList<Aiocb?> list, Timespec? timeout)
    {
        using var blocks = new PointerList(list.Count);
        for (var i = 0; i < list.Count; i++) blocks.Pointers[i] = list[i]?.Reserved is ContractBlock own ? own.Block : null;
        return Result(Suspend(blocks.Pointers, list.Count, timeout));
    }

    AioResult IAio.Cancel(int fildes, Aiocb? block)
    {
        NativeAiocb* native = null;
        if (block is not null)
        {
            if (block.Reserved is not ContractBlock own) return AioResult.Fail(Errno.EINVAL);
            native = own.Block;
        }

        var error = Cancel(fildes, native, out var answer);
        return error == Errno.None ? new AioResult((long)answer) : AioResult.Fail(error);
    }

    /// <summary>aio_init: hints, of which this implementation needs none.</summary>
    void IAio.Init(AioInit hints)
    {
    }

    private static AioResult Result(Errno error) => error == Errno.None ? new AioResult(0) : AioResult.Fail(error);

    private AioResult Submit(Aiocb block, RequestKind kind)
    {
        var native = Prepare(block);
        if (native is null) return AioResult.Fail(Errno.EINVAL);
        var error = HasUsableEvent(native) ? Submit(native, kind) : Errno.EINVAL;
        if (error != Errno.None) ((ContractBlock)block.Reserved!).Refused(error);
        return Result(error);
    }

    /// <summary>Copies the members into the native block and pins the buffer; null for a null, or for a block in progress.</summary>
    private NativeAiocb* Prepare(Aiocb? block)
    {
        if (block is null) return null;
        if (block.Reserved is not ContractBlock own || own.Slab != _slab) block.Reserved = own = new ContractBlock(_slab);
        return own.TryPrepare(block, IsUsable(block.Members.SigEvent)) ? own.Block : null;
    }

    private bool IsUsable(SigEvent sigevent) => sigevent.Notify switch
    {
        SigEventNotify.SIGEV_NONE or SigEventNotify.SIGEV_THREAD_ID => true,
        SigEventNotify.SIGEV_SIGNAL => sigevent.Signo.IsValid,
        SigEventNotify.SIGEV_THREAD => sigevent.Function is { } name && _options.NotificationFunctions?.Invoke(name) is not null,
        _ => false,
    };

    /// <summary>A short-lived list of pointers, without garbage.</summary>
    private readonly struct PointerList : IDisposable
    {
        private readonly nint[] _array;
        private readonly MemoryHandle _pin;

        internal PointerList(int count)
        {
            _array = ArrayPool<nint>.Shared.Rent(count);
            _pin = _array.AsMemory().Pin();
        }

        internal NativeAiocb** Pointers => (NativeAiocb**)_pin.Pointer;

        public void Dispose()
        {
            _pin.Dispose();
            ArrayPool<nint>.Shared.Return(_array);
        }
    }
}
