using System.Globalization;
using Aio.Benchmarks.Reporting;
using BenchmarkDotNet.Running;

namespace Aio.Benchmarks;

/// <summary><c>report</c> is the whole-process mode; anything else goes to BenchmarkDotNet.</summary>
internal static class EntryPoint
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["report", .. var options]:
                return WholeProcess.Report(Console.Out, options);
            case ["peak", var job, var count, var inFlight]:
                Peak.Do(job, long.Parse(count, CultureInfo.InvariantCulture), int.Parse(inFlight, CultureInfo.InvariantCulture));
                return 0;
            default:
                var summaries = BenchmarkSwitcher.FromAssembly(typeof(EntryPoint).Assembly).Run(args);
                return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
        }
    }
}
