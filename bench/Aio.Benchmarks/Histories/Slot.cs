using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace Aio.Benchmarks.Histories;

/// <summary>A control block that is used again and again, with the request that it holds now.</summary>
internal sealed class Slot(string cb, BlockFile file, Fd fildes)
{
    private int _block;
    private int _writer;

    public string Cb { get; } = cb;

    /// <summary>How the request notifies.</summary>
    public SigEvent Notifies { get; private set; } = SigEvent.None;

    /// <summary>The next request: a write where there is a writer, a read where that is 0.</summary>
    public ControlBlock Next(Xorshift numbers, int writer, SigEvent notifies)
    {
        (_block, _writer, Notifies) = (file.Take(numbers), writer, notifies);
        return new ControlBlock
        {
            Fildes = fildes,
            Offset = (long)_block * BlockFile.BlockSize,
            Nbytes = BlockFile.BlockSize,
            Buf = writer > 0 ? Data.Tag(writer, BlockFile.BlockSize) : null,
            LioOpcode = writer > 0 ? LioOpcode.LIO_WRITE : LioOpcode.LIO_READ,
            SigEvent = notifies,
        };
    }

    public Call Submission(ControlBlock block) => _writer > 0 ? new AioWrite(Cb, block) : new AioRead(Cb, block);

    /// <summary>What aio_return says; the request is over.</summary>
    public Result Reap()
    {
        file.Release(_block);
        if (_writer == 0) return new Result(BlockFile.BlockSize) { Bytes = file.Holds(_block) };
        file.Written(_block, _writer);
        return new Result(BlockFile.BlockSize);
    }
}
