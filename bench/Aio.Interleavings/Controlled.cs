global using Interlocked = Microsoft.Coyote.Rewriting.Types.Threading.Interlocked;
global using Thread = Microsoft.Coyote.Rewriting.Types.Threading.Thread;
global using Volatile = Microsoft.Coyote.Rewriting.Types.Threading.Volatile;

namespace AioEngine.Backends;

/// <summary>Stands in for a read that is tried: how often it was.</summary>
internal struct Attempt
{
    internal int Tries;
}
