using System.Runtime.InteropServices;
using AioEngine;
using AioSpec;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>The engine by its native control blocks: one by aio_read and aio_suspend, many by lio_listio.</summary>
internal sealed unsafe class EngineLane : Lane
{
    private readonly Engine _engine;
    private readonly int _file;
    private readonly NativeAiocb** _blocks;

    public EngineLane(Engine engine, Pattern pattern, SafeFileHandle file, int places, uint seed)
        : base(pattern, file, places, seed)
    {
        _engine = engine;
        Require(engine.Register(Fildes, out _file));
        _blocks = (NativeAiocb**)NativeMemory.Alloc((nuint)pattern.Depth, (nuint)sizeof(nint));
        for (var i = 0; i < pattern.Depth; i++)
        {
            var block = _blocks[i] = engine.AllocateBlock();
            (block->Fildes, block->File, block->Nbytes) = (Fildes, _file, Pattern.BlockSize);
            block->Buf = Address(i);
            block->LioOpcode = (int)(pattern.Writes ? LioOpcode.LIO_WRITE : LioOpcode.LIO_READ);
        }
    }

    public override void Dispose()
    {
        for (var i = 0; i < Pattern.Depth; i++) _engine.FreeBlock(_blocks[i]);
        NativeMemory.Free(_blocks);
        _engine.Unregister(_file);
        base.Dispose();
    }

    protected override void Turn()
    {
        for (var i = 0; i < Pattern.Depth; i++) _blocks[i]->Offset = NextOffset();
        if (Pattern.Depth == 1) One(_blocks[0]);
        else Require(_engine.ListIo(LioMode.LIO_WAIT, _blocks, Pattern.Depth, null));
        for (var i = 0; i < Pattern.Depth; i++) Check(_engine.Return(_blocks[i], out _));
    }

    private void One(NativeAiocb* block)
    {
        Require(Pattern.Writes ? _engine.Write(block) : _engine.Read(block));
        while (_engine.Error(block) == (int)Errno.EINPROGRESS) Require(_engine.Suspend(&block, 1, null));
    }

    private static void Require(Errno error)
    {
        if (error != Errno.None) throw new InvalidOperationException($"the engine said {error}");
    }
}
