using System.Buffers;
using AioEngine.Core;
using AioSpec;

namespace AioEngine;

/// <summary>The native block behind a control block of the contract. While a request is in progress the engine keeps it alive.</summary>
internal sealed unsafe class ContractBlock : RequestOwner
{
    private const int Unusable = -1;

    private MemoryHandle _pin;

    internal ContractBlock(BlockSlab slab)
    {
        Slab = slab;
        Block = slab.Rent();
    }

    ~ContractBlock() => Slab.Return(Block);

    internal BlockSlab Slab { get; }

    internal NativeAiocb* Block { get; }

    /// <summary>Takes the members as they are now (SUB-07). False: a request of this block is in progress (SUB-21).</summary>
    internal bool TryPrepare(Aiocb block, bool usable)
    {
        if (Volatile.Read(ref Block->Error) == Status.InProgress) return false;
        var members = block.Members;
        Block->Fildes = members.Fildes.Number;
        Block->LioOpcode = (int)members.LioOpcode;
        Block->Reqprio = members.Reqprio;
        Block->Offset = members.Offset;
        Block->Nbytes = (nuint)members.Nbytes;
        Event = members.SigEvent;
        Block->SigevNotify = usable ? (int)members.SigEvent.Notify : Unusable;
        Block->SigevSigno = members.SigEvent.Signo.Number;
        Block->SigevFunction = &ByName;
        _pin = block.Buffer.Pin();

        // Bytes beyond the buffer would be somebody else's memory: the system is given no address, and says EFAULT.
        Block->Buf = members.Nbytes <= (ulong)block.Buffer.Length ? _pin.Pointer : null;
        Slab.Own(Block, this);
        return true;
    }

    /// <summary>The function of the contract has a name, not an address.</summary>
    private static void ByName(nint value)
    {
    }

    /// <summary>The submission was refused.</summary>
    internal override void Refused(Errno error)
    {
        Slab.Own(Block, null);
        Released();
    }

    internal override void Released()
    {
        _pin.Dispose();
        _pin = default;
    }
}
