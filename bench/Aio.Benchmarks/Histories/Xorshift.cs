namespace Aio.Benchmarks.Histories;

/// <summary>A stream of numbers that is the same in every run.</summary>
internal sealed class Xorshift(uint seed)
{
    private uint _state = seed;

    /// <summary>A number from 0 to below this bound.</summary>
    public int Below(int bound)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)bound);
    }

    /// <summary>Bytes.</summary>
    public void Fill(Span<byte> bytes)
    {
        foreach (ref var b in bytes) b = (byte)Below(256);
    }
}
