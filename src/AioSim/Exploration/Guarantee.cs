using System.Collections.Immutable;
using System.Globalization;

namespace AioSim.Exploration;

/// <summary>What a strategy can say of what it has not seen.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Schedules">How many schedules it has walked to an end.</param>
/// <param name="States">How many states it has stored.</param>
/// <param name="Complete">It has left nothing out.</param>
public sealed record Guarantee(ExplorationStrategy Strategy, long Schedules, long States, bool Complete)
{
    /// <summary>States were stored as a whole.</summary>
    public bool Exact { get; init; }

    /// <summary>PCT: the depth of bugs that these runs look for; else 0.</summary>
    public int Depth { get; init; }

    /// <summary>PCT: the most threads and steps of a run, as measured.</summary>
    public int Actors { get; init; }

    /// <summary>PCT: the most steps of a run, as measured.</summary>
    public int Steps { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Strategy switch
    {
        ExplorationStrategy.Exhaustive when States == 0 => OfSchedules(),
        ExplorationStrategy.Dpor => Complete ? Say($"all schedules, but for the order of independent steps ({Schedules:N0} walked)") : OfSchedules(),
        ExplorationStrategy.Exhaustive => OfStates(),
        ExplorationStrategy.Pct => OfPriorities(),
        ExplorationStrategy.Urw => Say($"{Schedules:N0} schedules, each interleaving as likely as any other as far as what remains was known"),
        _ => Say($"{Schedules:N0} schedules at random: no bound on what was missed"),
    };

    /// <summary>The claims of the parts of one exploration, joined by strategy and depth.</summary>
    internal static ImmutableArray<Guarantee> Join(IEnumerable<Guarantee> parts) =>
    [
        .. parts.GroupBy(part => (part.Strategy, part.Depth)).OrderBy(same => same.Key.Strategy).ThenBy(same => same.Key.Depth).Select(same => same.First() with
        {
            Schedules = same.Sum(part => part.Schedules),
            States = same.Sum(part => part.States),
            Complete = same.All(part => part.Complete),
            Actors = same.Max(part => part.Actors),
            Steps = same.Max(part => part.Steps),
        }),
    ];

    private string OfSchedules() => Complete ? Say($"all {Schedules:N0} schedules") : Say($"{Schedules:N0} schedules, and not all");

    private string OfStates()
    {
        if (!Complete) return Say($"{States:N0} states, and not all");
        return Exact ? Say($"all states, {States:N0}") : Say($"all states, {States:N0}, but for a collision with p < {Collision()}");
    }

    /// <summary>n states of 128 bits: by the union bound over all pairs at most n²/2^129, told as a power of ten.</summary>
    private string Collision()
    {
        var exponent = (2 * Math.Log10(Math.Max(States, 2))) - (129 * Math.Log10(2));
        return Say($"1e{(int)Math.Ceiling(exponent)}");
    }

    private string OfPriorities()
    {
        // The chance of one run is at least 1/(n·k^(d-1)); of all runs to miss at most (1 - that)^runs.
        var odds = 1 / (Actors * Math.Pow(Math.Max(Steps, 1), Depth - 1));
        var missed = Math.Exp(Schedules * Math.Log(1 - Math.Min(odds, 1 - 1e-12)));
        return Say($"at least 1/({Actors}·{Steps}^{Depth - 1}) a run for depth {Depth}, {Schedules:N0} runs: a bug of that depth is missed with probability below {Up(missed)}");
    }

    private static string Up(double probability) => probability >= 0.9995 ? "1" : (probability + 0.0005).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
