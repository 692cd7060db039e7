using System.Diagnostics;
using System.Globalization;
using AioEngine;

namespace Samples.Copy;

/// <summary>
/// Writes a large file, copies it and verifies the copy, by asynchronous requests of which many are canceled at random,
/// while memory is short. Arguments: megabytes (4096), folder (the temporary one), seed (1), io_uring or threads.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length > 4 || !TryRead(args, out var length, out var folder, out var seed, out var backend))
        {
            Console.Error.WriteLine("usage: Copy [megabytes [folder [seed [io_uring|threads]]]]");
            return 2;
        }

        var (source, target) = (Path.Combine(folder, $"copy-{Environment.ProcessId}.source"), Path.Combine(folder, $"copy-{Environment.ProcessId}.target"));
        try
        {
            await using var engine = new Engine(new EngineOptions { Backend = backend });
            using var pressure = new MemoryPressure();
            var clock = Stopwatch.StartNew();
            var transfers = new Transfers(engine, length, seed);
            await transfers.Generate(source);
            await transfers.Copy(source, target);
            await transfers.Verify(target);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{length >> 20} MiB copied and verified on {engine.BackendName} in {clock.Elapsed.TotalSeconds:0.0} s: {transfers.Requests} requests, {transfers.Canceled} canceled of {transfers.Asked} asked for, {GC.CollectionCount(0)} collections, {GC.CollectionCount(2)} of everything"));
            return 0;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        finally
        {
            File.Delete(source);
            File.Delete(target);
        }
    }

    private static bool TryRead(string[] args, out long length, out string folder, out int seed, out BackendChoice backend)
    {
        folder = args.Length > 1 ? args[1] : Path.GetTempPath();
        backend = args.ElementAtOrDefault(3) switch { "io_uring" => BackendChoice.IoUring, "threads" => BackendChoice.Threads, _ => BackendChoice.Automatic };
        seed = 1;
        var isRead = long.TryParse(args.ElementAtOrDefault(0) ?? "4096", NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length is > 0 and <= 1 << 30
            && int.TryParse(args.ElementAtOrDefault(2) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out seed)
            && (args.Length < 4 || backend != BackendChoice.Automatic);
        length <<= 20;
        return isRead;
    }
}
