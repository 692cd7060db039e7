using System.Runtime.InteropServices;
using AioSpec;

namespace AioEngine.Tests;

/// <summary>One thread under stress, with blocks, buffers, a file and a pipe of its own.</summary>
internal sealed unsafe class StressThread : IDisposable
{
    internal const int FileSize = 1 << 16;

    private const int Blocks = 16;
    private const int BufferSize = 512;
    private const byte Poison = 0xEE;

    private readonly Engine _engine;
    private readonly string _path;
    private readonly Random _random;
    private readonly int _value;
    private readonly nint[] _blocks = new nint[Blocks];
    private readonly bool[] _outstanding = new bool[Blocks];
    private readonly bool[] _synchronizes = new bool[Blocks];
    private readonly (int Read, int Write) _pipe = Host.Pipe();
    private readonly byte* _buffers = (byte*)NativeMemory.Alloc(Blocks * BufferSize);
    private int _file;

    internal StressThread(Engine engine, string path, int number, int value)
    {
        (_engine, _path, _random, _value) = (engine, path, new Random(number), value);
        _file = Host.Open(path, OpenFlags.O_RDWR);
        for (var i = 0; i < Blocks; i++) _blocks[i] = (nint)engine.AllocateBlock();
        Buffers.Fill(Poison);
    }

    /// <summary>Notifications that were asked for.</summary>
    internal int Due { get; private set; }

    /// <summary>Requests that a cancellation has ended.</summary>
    internal int Canceled { get; private set; }

    private Span<byte> Buffers => new(_buffers, Blocks * BufferSize);

    internal static byte ByteAt(long offset) => (byte)(offset * 31 >> 3);

    internal void Run(int requests)
    {
        for (var left = requests; left > 0;)
        {
            var i = _random.Next(Blocks);
            if (_outstanding[i]) Cancel(i);
            else if (_random.Next(8) == 0) left -= SubmitList(waits: _random.Next(4) == 0);
            else if (_random.Next(512) == 0) left -= Synchronize(i);
            else left -= Submit(i);
            if (_random.Next(32) == 0) Reopen();
            if (_random.Next(64) == 0) CancelAllOfThePipe();
            for (var k = 0; k < Blocks; k++) Look(k);
        }

        for (var i = 0; i < Blocks; i++) End(i);
    }

    public void Dispose()
    {
        Host.Close(_file);
        Host.Close(_pipe.Read);
        Host.Close(_pipe.Write);
        NativeMemory.Free(_buffers);
    }

    private NativeAiocb* Block(int i) => (NativeAiocb*)_blocks[i];

    private Span<byte> Buffer(int i) => Buffers.Slice(i * BufferSize, BufferSize);

    /// <summary>A read or write of the file, or a read of a pipe that nobody writes to: only a cancellation ends it.</summary>
    private void Prepare(int i, bool ends = false)
    {
        var block = Block(i);
        _synchronizes[i] = false;
        Assert.False(Buffer(i).ContainsAnyExcept(Poison), "A buffer was touched after its request was over.");
        block->Buf = _buffers + (i * BufferSize);
        block->Nbytes = (nuint)_random.Next(1, BufferSize);
        block->Offset = _random.Next(FileSize - BufferSize);
        block->Fildes = !ends && _random.Next(16) == 0 ? _pipe.Read : _file;
        block->LioOpcode = block->Fildes == _file && _random.Next(2) == 0 ? (int)LioOpcode.LIO_WRITE : (int)LioOpcode.LIO_READ;
        var isTold = _random.Next(32) == 0;
        block->SigevNotify = (int)(isTold ? SigEventNotify.SIGEV_THREAD : SigEventNotify.SIGEV_NONE);
        block->SigevValue = _value;
        block->SigevFunction = isTold ? &StressThreads.Deliver : null;
        if (block->LioOpcode == (int)LioOpcode.LIO_WRITE)
        {
            for (var k = 0; k < (int)block->Nbytes; k++) Buffer(i)[k] = ByteAt(block->Offset + k);
        }
    }

    private int Submit(int i)
    {
        Prepare(i);
        var block = Block(i);
        var error = block->LioOpcode == (int)LioOpcode.LIO_WRITE ? _engine.Write(block) : _engine.Read(block);
        Assert.Equal(Errno.None, error);
        Accepted(i);
        return 1;
    }

    private int Synchronize(int i)
    {
        Prepare(i, ends: true);
        _synchronizes[i] = true;
        Buffer(i).Fill(Poison);
        Assert.Equal(Errno.None, _engine.Fsync(SyncOperation.O_DSYNC, Block(i)));
        Accepted(i);
        return 1;
    }

    /// <summary>A list of some of the free blocks, waited for or told of.</summary>
    private int SubmitList(bool waits)
    {
        var free = Enumerable.Range(0, Blocks).Where(i => !_outstanding[i]).Take(4).ToArray();
        var list = stackalloc NativeAiocb*[free.Length];
        for (var k = 0; k < free.Length; k++)
        {
            Prepare(free[k], ends: waits);
            list[k] = Block(free[k]);
        }

        var told = new NativeSigevent { Notify = (int)SigEventNotify.SIGEV_THREAD, Value = _value, Function = &StressThreads.Deliver };
        Assert.Equal(Errno.None, _engine.ListIo(waits ? LioMode.LIO_WAIT : LioMode.LIO_NOWAIT, list, free.Length, &told));
        foreach (var i in free) Accepted(i);
        if (!waits) Due++;
        foreach (var i in free) Assert.False(waits && _engine.Error(Block(i)) == (int)Errno.EINPROGRESS, "LIO_WAIT has returned too early.");
        return free.Length;
    }

    private void Accepted(int i)
    {
        _outstanding[i] = true;
        if (Block(i)->SigevNotify == (int)SigEventNotify.SIGEV_THREAD) Due++;
    }

    private void Cancel(int i)
    {
        var error = _engine.Cancel(Block(i)->Fildes, Block(i), out var answer);
        if (error == Errno.EBADF) return;
        Assert.Equal(Errno.None, error);
        if (answer == AioCancelResult.AIO_CANCELED) Assert.Equal((int)Errno.ECANCELED, _engine.Error(Block(i)));
        if (answer == AioCancelResult.AIO_ALLDONE) Assert.NotEqual((int)Errno.EINPROGRESS, _engine.Error(Block(i)));
        Look(i);
    }

    /// <summary>Nobody but this thread has requests of the pipe, and none of them can end by itself.</summary>
    private void CancelAllOfThePipe()
    {
        var isAny = Enumerable.Range(0, Blocks).Any(i => _outstanding[i] && Block(i)->Fildes == _pipe.Read);
        Assert.Equal(Errno.None, _engine.Cancel(_pipe.Read, null, out var answer));
        if (answer == AioCancelResult.AIO_NOTCANCELED) return;
        Assert.Equal(isAny ? AioCancelResult.AIO_CANCELED : AioCancelResult.AIO_ALLDONE, answer);
        for (var i = 0; i < Blocks; i++)
        {
            if (_outstanding[i] && Block(i)->Fildes == _pipe.Read) Assert.Equal((int)Errno.ECANCELED, _engine.Error(Block(i)));
        }
    }

    /// <summary>The number may be another thread's next, or the same again: what is outstanding keeps its file.</summary>
    private void Reopen()
    {
        Host.Close(_file);
        _file = Host.Open(_path, OpenFlags.O_RDWR);
    }

    private void Look(int i)
    {
        if (!_outstanding[i]) return;
        var error = _engine.Error(Block(i));
        if (error == (int)Errno.EINPROGRESS) return;
        _outstanding[i] = false;
        var block = Block(i);
        var count = _engine.Return(block, out _);
        Assert.Equal(-1, _engine.Return(block, out var again));
        Assert.Equal(Errno.EINVAL, again);
        if (error == 0) Check(i, count);
        else Assert.Equal(((int)Errno.ECANCELED, -1L), (error, count));
        if (error != 0) Canceled++;
        Buffer(i).Fill(Poison);
    }

    private void Check(int i, long count)
    {
        Assert.Equal(_synchronizes[i] ? 0 : (long)Block(i)->Nbytes, count);
        for (var k = 0; k < count; k++) Assert.True(Buffer(i)[k] == ByteAt(Block(i)->Offset + k), "Other bytes than those of the file.");
        Assert.False(Buffer(i)[(int)count..].ContainsAnyExcept(Poison), "More bytes than the count says.");
    }

    private void End(int i)
    {
        while (_outstanding[i])
        {
            var block = Block(i);
            if (block->Fildes == _pipe.Read) Cancel(i);
            else _engine.Suspend(&block, 1, null);
            Look(i);
        }
    }
}
