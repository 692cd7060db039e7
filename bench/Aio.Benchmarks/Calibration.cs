namespace Aio.Benchmarks;

/// <summary>
/// Fixed pieces of work that have nothing to do with the project: what else goes on at the machine shows in how long they
/// take.
/// </summary>
internal sealed class Calibration
{
    private const int Steps = 200_000;
    private const int Places = 1 << 22;

    private readonly int[] _next = new int[Places];
    private int _at;
    private uint _state = 2_463_534_242;

    /// <summary>Each place leads to another, all over 16 MiB, in one ring: an odd stride meets every place of a power of two.</summary>
    public Calibration()
    {
        for (var i = 0; i < Places; i++) _next[i] = (i + 1_540_483) & (Places - 1);
    }

    /// <summary>Six operations a step, each of which needs the one before. Returns how many steps it was.</summary>
    public long Arithmetic()
    {
        var state = _state;
        for (var i = 0; i < Steps; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
        }

        _state = state;
        return Steps;
    }

    /// <summary>A read a step, each at the place that the one before has told. Returns how many steps it was.</summary>
    public long Memory()
    {
        var at = _at;
        for (var i = 0; i < Steps; i++) at = _next[at];
        _at = at;
        return Steps;
    }
}
