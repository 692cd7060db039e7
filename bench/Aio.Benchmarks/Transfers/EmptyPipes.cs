using System.IO.Pipes;
using System.Runtime.CompilerServices;
using AioEngine;
using AioSpec;

namespace Aio.Benchmarks.Transfers;

/// <summary>Reads of pipes that nobody writes to, until it is disposed.</summary>
internal sealed unsafe class EmptyPipes : IDisposable
{
    private readonly Engine _engine;
    private readonly AnonymousPipeServerStream[] _pipes;
    private readonly nint[] _blocks;
    private readonly byte[] _buffer = GC.AllocateArray<byte>(1, pinned: true);

    /// <summary>So many pipes, for so many reads on each.</summary>
    public EmptyPipes(Engine engine, int pipes, int each)
    {
        _engine = engine;
        _pipes = [.. Enumerable.Range(0, pipes).Select(_ => new AnonymousPipeServerStream(PipeDirection.Out))];
        _blocks = new nint[pipes * each];
        _blocks.AsSpan().Fill(-1);
    }

    /// <summary>Starts all reads.</summary>
    public EmptyPipes Read()
    {
        for (var i = 0; i < _blocks.Length; i++) _blocks[i] = (nint)Read(_pipes[i % _pipes.Length]);
        return this;
    }

    public NativeAiocb* this[int index] => (NativeAiocb*)_blocks[index];

    public int Outstanding => _blocks.Count(block => _engine.Error((NativeAiocb*)block) == (int)Errno.EINPROGRESS);

    /// <summary>A pipe that nobody writes to any more is at its end: each read returns 0.</summary>
    public void Dispose()
    {
        foreach (var pipe in _pipes)
        {
            pipe.ClientSafePipeHandle.Dispose();
            pipe.Dispose();
        }

        foreach (var one in _blocks)
        {
            var block = (NativeAiocb*)one;
            while (_engine.Error(block) == (int)Errno.EINPROGRESS) _engine.Suspend(&block, 1, null);
            if (_engine.Return(block, out var errno) != 0) throw new InvalidOperationException($"an empty pipe ended with {errno}");
            _engine.FreeBlock(block);
        }
    }

    private NativeAiocb* Read(AnonymousPipeServerStream pipe)
    {
        var block = _engine.AllocateBlock();
        (block->Fildes, block->Nbytes) = ((int)pipe.ClientSafePipeHandle.DangerousGetHandle(), 1);
        block->Buf = Unsafe.AsPointer(ref _buffer[0]);
        var error = _engine.Read(block);
        return error == Errno.None ? block : throw new InvalidOperationException($"a read of a pipe is refused: {error}");
    }
}
