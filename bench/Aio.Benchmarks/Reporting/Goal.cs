using System.Globalization;

namespace Aio.Benchmarks.Reporting;

/// <summary>What a figure is to be.</summary>
internal sealed record Goal(string What, double Figure, double Limit, bool AtLeast)
{
    public bool IsMet => AtLeast ? Figure >= Limit : Figure <= Limit;

    public static Goal Least(string what, double figure, double limit) => new(what, figure, limit, true);

    public static Goal Most(string what, double figure, double limit) => new(what, figure, limit, false);

    public override string ToString()
    {
        var (figure, limit) = (Text(Figure), Text(Limit));
        return $"{(IsMet ? "met   " : "MISSED")} {What}: {figure}, {(AtLeast ? "at least" : "at most")} {limit}";
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
