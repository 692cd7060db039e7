using System.Runtime.InteropServices;

namespace AioEngine;

/// <summary>
/// Control blocks in native memory, in chunks that never move. They outlive the engine for as long as somebody can reach
/// them, because a status can be asked for after the end.
/// </summary>
internal sealed unsafe class BlockSlab
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly Lock _lock = new();
    private NativeAiocb*[] _chunks = new NativeAiocb*[16];
    private OwnerSlot[][] _owners = new OwnerSlot[16][];
    private int _chunkCount;
    private NativeAiocb* _free;
    private bool _freed;

    ~BlockSlab()
    {
        _freed = true;
        for (var i = 0; i < _chunkCount; i++) NativeMemory.AlignedFree(_chunks[i]);
    }

    /// <summary>How many blocks there are, used or not.</summary>
    internal int Count => Volatile.Read(ref _chunkCount) << ChunkBits;

    internal NativeAiocb* this[int index] => _chunks[index >> ChunkBits] + (index & (ChunkSize - 1));

    internal NativeAiocb* Rent()
    {
        lock (_lock)
        {
            if (_free is null) Grow();
            var block = _free;
            _free = block->Next;
            Reset(block);
            return block;
        }
    }

    /// <summary>Whether the block is one of these.</summary>
    internal bool Has(NativeAiocb* block) => (uint)block->Index < (uint)Count && this[block->Index] == block;

    /// <summary>Takes a block back. False: it was given back before.</summary>
    internal bool Return(NativeAiocb* block)
    {
        lock (_lock)
        {
            if (_freed) return true;
            if (block->Phase == RequestPhase.Free) return false;
            Own(block, null);
            block->Error = Status.Unassociated;
            block->Phase = RequestPhase.Free;
            block->Next = _free;
            _free = block;
            return true;
        }
    }

    /// <summary>The object that is kept alive with the request, and told of its completion; asked for only where the block is owned.</summary>
    internal object? Owner(NativeAiocb* block) => Slot(block).Owner;

    /// <summary>Sets the owner.</summary>
    internal void Own(NativeAiocb* block, object? owner)
    {
        Slot(block).Owner = owner;
        block->IsOwned = owner is not null;
    }

    private ref OwnerSlot Slot(NativeAiocb* block) => ref _owners[block->Index >> ChunkBits][block->Index & (ChunkSize - 1)];

    private static void Reset(NativeAiocb* block)
    {
        var index = block->Index;
        *block = default;
        block->Index = index;
        block->SigevNotify = (int)AioSpec.SigEventNotify.SIGEV_NONE;
        block->Error = Status.Unassociated;
    }

    private void Grow()
    {
        if (_chunkCount == _chunks.Length)
        {
            // Readers hold the old arrays; both name the same chunks.
            var chunks = new NativeAiocb*[_chunks.Length * 2];
            for (var i = 0; i < _chunks.Length; i++) chunks[i] = _chunks[i];
            var owners = new OwnerSlot[_owners.Length * 2][];
            Array.Copy(_owners, owners, _owners.Length);
            _owners = owners;
            _chunks = chunks;
        }

        var chunk = (NativeAiocb*)NativeMemory.AlignedAlloc((nuint)(ChunkSize * sizeof(NativeAiocb)), 64);
        _owners[_chunkCount] = new OwnerSlot[ChunkSize];
        for (var i = ChunkSize - 1; i >= 0; i--)
        {
            chunk[i].Index = (_chunkCount << ChunkBits) + i;
            chunk[i].Error = Status.Unassociated;
            chunk[i].Phase = RequestPhase.Free;
            chunk[i].Next = _free;
            _free = chunk + i;
        }

        _chunks[_chunkCount] = chunk;
        Volatile.Write(ref _chunkCount, _chunkCount + 1);
    }

    /// <summary>An array of objects would be asked for its element type at each access.</summary>
    private struct OwnerSlot
    {
        internal object? Owner;
    }
}
