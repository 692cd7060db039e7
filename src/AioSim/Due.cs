namespace AioSim;

/// <summary>What the clock is told to hand out when its time has come, as one number.</summary>
internal static class Due
{
    private const long Deadline = 1L << 62;

    /// <summary>The system crashes.</summary>
    public const long Crash = long.MaxValue;

    /// <summary>The latency of a request is over.</summary>
    public static long Request(int request) => request;

    /// <summary>The timeout of a waiting call of a thread is due.</summary>
    public static long Wait(int thread, int wait) => Deadline | ((long)wait << 32) | (uint)thread;

    public static bool IsWait(long payload) => (payload & Deadline) != 0;

    public static int ThreadOf(long payload) => (int)(uint)payload;

    public static int WaitOf(long payload) => (int)((payload & ~Deadline) >> 32);
}
