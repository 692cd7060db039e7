using System.Globalization;

namespace Aio.Benchmarks.Reporting;

/// <summary>What a figure is to be.</summary>
internal sealed record Goal(string What, double Figure, double Limit, bool AtLeast)
{
    /// <summary>How few rounds say nothing about noise.</summary>
    private const int FewestRounds = 11;

    /// <summary>All rounds, where the figure is their median.</summary>
    public Spread? Rounds { get; init; }

    public bool IsMet => AtLeast ? Figure >= Limit : Figure <= Limit;

    public static Goal Least(string what, double figure, double limit) => new(what, figure, limit, true);

    public static Goal Most(string what, double figure, double limit) => new(what, figure, limit, false);

    public static Goal Least(string what, Spread figure, double limit) => new(what, figure.Median, limit, true) { Rounds = figure };

    public static Goal Most(string what, Spread figure, double limit) => new(what, figure.Median, limit, false) { Rounds = figure };

    public override string ToString()
    {
        var (figure, limit) = (Text(Figure), Text(Limit));
        return $"{(IsMet ? "met   " : "MISSED")} {What}: {figure}, {(AtLeast ? "at least" : "at most")} {limit}{Noise}";
    }

    /// <summary>Noise is named only where the limit lies between the quartiles; then every round is shown.</summary>
    private string Noise => Rounds is { } all && all.Figures.Count >= FewestRounds && all.Lower < Limit && Limit < all.Upper
        ? $"\n       noise: quartiles {Text(all.Lower)} and {Text(all.Upper)}, rounds {string.Join(' ', all.Figures.Select(Text))}"
        : "";

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
