using System.Globalization;
using Xunit.Abstractions;

namespace AioEngine.Tests;

/// <summary>
/// Threads that submit, cancel, close and list as chance has it: nothing is lost, nothing comes twice, no buffer is touched
/// after its request is over. <c>AIO_STRESS_REQUESTS</c> says how many requests; a million at night.
/// </summary>
public abstract class StressFacts(ITestOutputHelper output) : EngineFacts
{
    private const int Threads = 8;
    private const long MayGrow = 1 << 20;

    /// <summary>What the process holds beside the heap; a byte that each request left behind would be more.</summary>
    private const long MayGrowOutside = 32 << 20;

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
        var (allocated, held, descriptors) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, Host.Descriptors());

        threads.Run(Requests / 2);

        Assert.Equal(Threads, Host.DescriptorsOf(PathOf("a")));
        Assert.Equal(default, Engine.Activity);
        if (IsAlone)
        {
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - allocated, long.MinValue, MayGrow);
            Assert.InRange(Environment.WorkingSet - held, long.MinValue, MayGrowOutside);
            Assert.Equal(descriptors, Host.Descriptors());
        }

        output.WriteLine($"{Requests} requests, {threads.Canceled} canceled, {threads.Delivered} notifications; {allocated >> 10} KiB of heap, {held >> 10} KiB resident and {descriptors} descriptors half way, "
            + $"{GC.GetTotalMemory(forceFullCollection: true) >> 10} KiB, {Environment.WorkingSet >> 10} KiB and {Host.Descriptors()} at the end");
        Assert.True(threads.Canceled > 0 && threads.Delivered > 0);
        Assert.Empty(Engine.Shutdown().Canceled);
        Assert.Equal(threads.Due, threads.Delivered);
    }
}

/// <summary>On io_uring.</summary>
[Collection(nameof(StressFacts))] // One after the other: each looks at what the process holds.
public sealed class UringStressTests(ITestOutputHelper output) : StressFacts(output)
{
    private protected override BackendChoice Backend => BackendChoice.IoUring;
}

/// <summary>On threads.</summary>
[Collection(nameof(StressFacts))] // One after the other: each looks at what the process holds.
public sealed class ThreadsStressTests(ITestOutputHelper output) : StressFacts(output)
{
    private protected override BackendChoice Backend => BackendChoice.Threads;
}
