using AioEngine.Backends;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>
/// A bare io_uring, which one thread alone uses: a turn is written into the ring, entered in one system call, and read from
/// the ring. No status, no order, no lists, no notification, nobody else: the limit of what an engine over it can reach.
/// </summary>
internal sealed unsafe class RingLane : Lane
{
    private const byte OperationRead = 22, OperationWrite = 23, FixedFile = 1;
    private const uint RegisterFiles = 2;
    private readonly Ring _ring;

    public RingLane(Pattern pattern, SafeFileHandle file, int places, uint seed)
        : base(pattern, file, places, seed)
    {
        _ring = Ring.TryCreate(128, 256, out var refusal) ?? throw new InvalidOperationException($"io_uring is refused: {refusal}");
        var fildes = Fildes;
        var error = _ring.Register(RegisterFiles, &fildes, 1);
        if (error < 0) throw new InvalidOperationException($"io_uring_register: {(AioSpec.Errno)(-error)}");
    }

    public override void Dispose()
    {
        _ring.Dispose();
        base.Dispose();
    }

    protected override void Turn()
    {
        for (var i = 0; i < Pattern.Depth; i++)
        {
            var entry = _ring.NextEntry();
            *entry = default;
            (entry->Operation, entry->Flags) = (Pattern.Writes ? OperationWrite : OperationRead, FixedFile);
            (entry->Address, entry->Length, entry->Offset) = ((ulong)Address(i), Pattern.BlockSize, (ulong)NextOffset());
            _ring.Advance();
        }

        _ring.SubmitAndWait((uint)Pattern.Depth);
        for (var left = Pattern.Depth; left > 0;)
        {
            if (!_ring.TryPeek(out _, out var result))
            {
                _ring.Wait(left, -1);
                continue;
            }

            _ring.Consume();
            Check(result);
            left--;
        }
    }
}
