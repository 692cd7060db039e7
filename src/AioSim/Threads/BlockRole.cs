using AioSpec.Programs;

namespace AioSim;

/// <summary>What a call does with the control block that it names.</summary>
internal enum BlockRole : byte
{
    /// <summary>Nothing, or nothing that could be wrong.</summary>
    None,
    /// <summary>Submits it.</summary>
    Submit,
    /// <summary>Submits the blocks of a list.</summary>
    SubmitList,
    /// <summary>Asks for its error status.</summary>
    AskStatus,
    /// <summary>Looks at it.</summary>
    Ask,
    /// <summary>Stores into its buffer.</summary>
    Store,
    /// <summary>Frees it.</summary>
    Free,
    /// <summary>Leaves a handler: right in one alone.</summary>
    Leave,
}

/// <summary>Tells the role of a call.</summary>
internal static class BlockRoles
{
    public static BlockRole Of(Call call) => call switch
    {
        AioRead or AioWrite or AioFsync => BlockRole.Submit,
        LioListio => BlockRole.SubmitList,
        AioError => BlockRole.AskStatus,
        AioReturn or Look => BlockRole.Ask,
        Poison => BlockRole.Store,
        AioSpec.Programs.Free => BlockRole.Free,
        Siglongjmp => BlockRole.Leave,
        _ => BlockRole.None,
    };
}
