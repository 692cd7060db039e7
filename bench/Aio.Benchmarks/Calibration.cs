namespace Aio.Benchmarks;

/// <summary>
/// A fixed piece of work that has nothing to do with the project: what else goes on at the machine shows in how long it
/// takes. Half of it is arithmetic, half reads memory all over the place.
/// </summary>
internal sealed class Calibration
{
    private const int Steps = 400_000;
    private const int Places = 1 << 22;

    private readonly int[] _next = new int[Places];
    private int _at;
    private uint _state = 2_463_534_242;

    /// <summary>Each place leads to another, all over 16 MiB, in one ring: an odd stride meets every place of a power of two.</summary>
    public Calibration()
    {
        for (var i = 0; i < Places; i++) _next[i] = (i + 1_540_483) & (Places - 1);
    }

    /// <summary>Does it once and returns how many steps it was. Where it has come to is kept, so that nothing is optimized away.</summary>
    public long Run()
    {
        var (at, x) = (_at, _state);
        for (var i = 0; i < Steps / 2; i++)
        {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
        }

        for (var i = 0; i < Steps / 2; i++) at = _next[at];
        (_at, _state) = (at, x);
        return Steps;
    }
}
