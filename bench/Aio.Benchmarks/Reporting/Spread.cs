using System.Globalization;

namespace Aio.Benchmarks.Reporting;

/// <summary>How a figure spreads over the rounds.</summary>
internal readonly record struct Spread(double Median, double Lower, double Upper, double Min, double Max)
{
    /// <summary>The figures themselves, in the order of the rounds.</summary>
    public IReadOnlyList<double> Figures { get; private init; } = [];

    public static Spread Of(IEnumerable<double> figures)
    {
        var all = figures.ToArray();
        var sorted = all.Order().ToArray();
        return new Spread(Quantile(sorted, 0.5), Quantile(sorted, 0.25), Quantile(sorted, 0.75), sorted[0], sorted[^1]) { Figures = all };
    }

    public string ToText(string format) => string.Join(
        ' ', new[] { Median, Lower, Upper, Min, Max }.Select(x => x.ToString(format, CultureInfo.InvariantCulture).PadLeft(9)));

    internal static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
