using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AioCli.Shell;

/// <summary>Options that take a span of real time: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>.</summary>
internal static class DurationOption
{
    private static readonly (string Unit, long Ticks)[] s_units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Such an option.</summary>
    public static Option<TimeSpan?> Of(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "D",
        CustomParser = Parse,
    };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        var given = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var digits = given.AsSpan().IndexOfAnyExceptInRange('0', '9');
        foreach (var (unit, ticks) in s_units)
        {
            if (digits < 1 || given[digits..] != unit) continue;
            if (long.TryParse(given[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue / ticks) return new TimeSpan(number * ticks);
        }

        var option = ((OptionResult)result.Parent!).Option.Name;
        result.AddError($"{option} '{given}' is no duration; expected a number from 1 with its unit, such as 500ms, 30s, 5m or 2h");
        return null;
    }
}
