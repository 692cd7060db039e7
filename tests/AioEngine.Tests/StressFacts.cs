using System.Globalization;

namespace AioEngine.Tests;

/// <summary>
/// Threads that submit, cancel, close and list as chance has it: nothing is lost, nothing comes twice, no buffer is touched
/// after its request is over. <c>AIO_STRESS_REQUESTS</c> says how many requests; a million at night.
/// </summary>
public abstract class StressFacts : EngineFacts
{
    private const int Threads = 8;
    private const long MayGrow = 1 << 20;

    private static int Requests => int.Parse(Environment.GetEnvironmentVariable("AIO_STRESS_REQUESTS") ?? "16000", CultureInfo.InvariantCulture);

    /// <summary>Where the count is a night's, nobody else allocates meanwhile.</summary>
    private static bool IsAlone => Environment.GetEnvironmentVariable("AIO_STRESS_REQUESTS") is not null;

    [Fact] // NOTIFY-12, RETURN-02, CANCEL-04, CB-02, CLOSE-02
    public void Nothing_is_lost_and_nothing_comes_twice()
    {
        _ = Engine;
        File.WriteAllBytes(PathOf("a"), [.. Enumerable.Range(0, StressThread.FileSize).Select(i => StressThread.ByteAt(i))]);
        using var threads = new StressThreads(Engine, PathOf("a"), Threads);
        threads.Run(Requests / 2);
        Assert.Equal(Threads, Host.DescriptorsOf(PathOf("a")));
        Assert.Equal(default, Engine.Activity);
        var allocated = GC.GetTotalMemory(forceFullCollection: true);

        threads.Run(Requests / 2);

        Assert.Equal(Threads, Host.DescriptorsOf(PathOf("a")));
        Assert.Equal(default, Engine.Activity);
        if (IsAlone) Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - allocated, long.MinValue, MayGrow);
        Assert.Empty(Engine.Shutdown().Canceled);
        Assert.Equal(threads.Due, threads.Delivered);
    }
}

/// <summary>On io_uring.</summary>
public sealed class UringStressTests : StressFacts
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

/// <summary>On threads.</summary>
public sealed class ThreadsStressTests : StressFacts
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
