using System.Diagnostics;
using System.Globalization;
using Aio.Benchmarks.Histories;
using Aio.Benchmarks.Programs;
using AioSpec.Judging;

namespace Aio.Benchmarks.Reporting;

/// <summary>The most memory that a process of its own takes for one job.</summary>
internal static class Peak
{
    /// <summary>Starts this program again for the job, and returns the mebibytes and seconds that it tells.</summary>
    public static (double Mebibytes, double Seconds) Of(string job, long count, int inFlight)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Under `dotnet Aio.Benchmarks.dll` the process is the host, which wants the name of the program first.
        var program = Environment.GetCommandLineArgs()[0];
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(program);
        foreach (var argument in Arguments(job, count, inFlight)) start.ArgumentList.Add(argument);
        // The collector otherwise lets garbage pile up to the size of the cache before it looks at it.
        start.Environment["DOTNET_GCgen0size"] = "400000";
        using var process = Process.Start(start)!;
        var told = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{job} of {count} ended with status {process.ExitCode}");
        return (double.Parse(told[0], CultureInfo.InvariantCulture), double.Parse(told[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Does the job, in the process that was started for it.</summary>
    public static void Do(string job, long count, int inFlight)
    {
        var seconds = job == "judge" ? Judged(count, inFlight) : Run(count, inFlight, judged: job == "run");
        using var self = Process.GetCurrentProcess();
        var mebibytes = self.PeakWorkingSet64 / 1048576.0;
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{mebibytes:0.0} {seconds:0.000}"));
    }

    private static string[] Arguments(string job, long count, int inFlight) =>
        ["peak", job, count.ToString(CultureInfo.InvariantCulture), inFlight.ToString(CultureInfo.InvariantCulture)];

    private static double Run(long requests, int inFlight, bool judged)
    {
        var before = Environment.CpuUsage.TotalTime;
        Simulated.Run(ReadLoop.Of(requests, inFlight), judged);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>Judges while the events are made, and counts the time of the judge alone.</summary>
    private static double Judged(long requests, int inFlight)
    {
        var (judge, used) = (new Judge(ReadsAndWrites.Header), TimeSpan.Zero);
        foreach (var events in ReadsAndWrites.Events(requests * ReadsAndWrites.EventsPerRequest, inFlight).Chunk(8192))
        {
            var before = Environment.CpuUsage.TotalTime;
            foreach (var e in events) judge.Add(e);
            used += Environment.CpuUsage.TotalTime - before;
        }

        if (judge.Finish().Answer != Answer.Permitted) throw new InvalidOperationException("refused");
        return used.TotalSeconds;
    }
}
