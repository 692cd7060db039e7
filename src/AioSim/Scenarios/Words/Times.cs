using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Yaml;
using AioSpec;
using AioSpec.Text;

namespace AioSim.Scenarios.Words;

/// <summary>Lengths of virtual time: 3s, 500ms, 20us, 7ns, 1.5s, and 0.</summary>
internal static class Times
{
    private const string Expected = "a duration such as 3s, 1.5ms, 20us or 7ns";

    private static readonly (string Unit, int Places)[] s_units = [("ns", 0), ("us", 3), ("ms", 6), ("s", 9)];

    /// <summary>A length of time in nanoseconds, not negative.</summary>
    public static readonly Word<long> Duration = New((string text, out long value) => TryParse(text, out value) && value >= 0, "");

    /// <summary>A length of time in nanoseconds, forward or back.</summary>
    public static readonly Word<long> Step = New(TryParse, "-?");

    /// <summary>struct timespec: a duration, or its two members where they make no valid length.</summary>
    public static readonly Shape<Timespec> Timespec = new Choice<Timespec>(
        Expected,
        new As<long, Timespec>(Duration, AioSpec.Timespec.FromNanoseconds, t => t.TotalNanoseconds)
        {
            If = t => t.IsValid && AioSpec.Timespec.FromNanoseconds(t.TotalNanoseconds) == t,
        },
        new RecordShape<Timespec>("timespec", "sec and nsec", "struct timespec by its members, which may make no valid length.", default)
            .Must("sec", "tv_sec.", Numbers.Long("a number of seconds"), t => t.Seconds, (t, v) => t with { Seconds = v })
            .Must("nsec", "tv_nsec.", Numbers.Long("a number of nanoseconds"), t => t.Nanoseconds, (t, v) => t with { Nanoseconds = v }));

    private static Word<long> New(WordParser<long> parse, string sign) => new(Expected, parse, Durations.Print)
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Json = () => SchemaParts.Any(
            new JsonObject { ["const"] = 0 },
            new JsonObject { ["type"] = "string", ["pattern"] = $@"^{sign}(0|[1-9][0-9]*)(\.[0-9]+)?(s|ms|us|ns)$" }),
    };

    private static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text == "0") return true;
        var sign = text.StartsWith('-') ? -1 : 1;
        var number = sign < 0 ? text[1..] : text;
        var letters = number.Length;
        while (letters > 0 && char.IsAsciiLetter(number[letters - 1])) letters--;
        var places = Array.Find(s_units, u => number.AsSpan(letters).SequenceEqual(u.Unit)) is { Unit: not null } unit ? unit.Places : -1;
        if (places < 0 || ScalarKinds.HasLeadingZero(number) || !Numbers.TryDecimal(number[..letters], places, out nanoseconds)) return false;
        nanoseconds *= sign;
        return true;
    }
}
