using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Yaml;
using AioSpec.Programs;

namespace AioSim.Scenarios.Words;

/// <summary>Numbers, sizes, probabilities and truth values.</summary>
internal static class Numbers
{
    private static readonly (string Unit, long Bytes)[] s_units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];

    /// <summary>Yes or no.</summary>
    public static readonly Word<bool> Truth = new("yes or no", TryTruth, v => v ? "yes" : "no")
    {
        Kinds = [ScalarKind.Bool, ScalarKind.Text],
        Known = ["yes", "no"],
        Json = () => new JsonObject { ["enum"] = new JsonArray(true, false, "yes", "no") },
    };

    /// <summary>A number of bytes: an integer, or one with KiB, MiB or GiB.</summary>
    public static readonly Word<long> Size = Bytes("a number of bytes such as 512 or 4KiB", 1L << 40);

    /// <summary>A number of bytes that is not 0.</summary>
    public static readonly Word<long> AtLeastOne = new(
        "a number of bytes from 1", (string text, out long value) => TrySize(text, out value) && value > 0, PrintSize)
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Json = () => SizeJson(1),
    };

    /// <summary>An offset, which may be negative.</summary>
    public static readonly Word<long> Offset = new(
        "an offset in bytes such as 0, 512 or 4KiB", (string text, out long value) => TrySize(text, out value) || TryInteger(text, out value), PrintSize)
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Json = () => SizeJson(null),
    };

    /// <summary>aio_nbytes, which a program may set to anything.</summary>
    public static readonly Word<ulong> Nbytes = new("a number of bytes such as 512 or 4KiB", TryNbytes, PrintNbytes)
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Json = () => SizeJson(0),
    };

    /// <summary>A probability: 1/10.</summary>
    public static readonly Word<Ratio> Probability = new(
        "a probability such as 1/10", TryRatio, r => string.Create(CultureInfo.InvariantCulture, $"{r.Numerator}/{r.Denominator}"))
    {
        Json = () => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+/[1-9][0-9]*$" },
    };

    /// <summary>An int in a range.</summary>
    public static Word<int> Int(string expected, int least = int.MinValue, int most = int.MaxValue) => Integer(expected, least, most);

    /// <summary>A long in a range.</summary>
    public static Word<long> Long(string expected, long least = long.MinValue, long most = long.MaxValue) => Integer(expected, least, most);

    /// <summary>An unsigned number.</summary>
    public static Word<ulong> Unsigned(string expected) => Integer(expected, ulong.MinValue, ulong.MaxValue);

    /// <summary>A number of bytes up to so many.</summary>
    public static Word<long> Bytes(string expected, long most) => new(
        expected, (string text, out long value) => TrySize(text, out value) && value >= 0 && value <= most, PrintSize)
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Json = () => SizeJson(0),
    };

    /// <summary>A decimal with so many places at most, as an integer of the last place.</summary>
    public static bool TryDecimal(string text, int places, out long value)
    {
        value = 0;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        if (fraction.Length > places || (point >= 0 && fraction.Length == 0)) return false;
        if (whole.Length is 0 or > 18 || !whole.All(char.IsAsciiDigit) || !fraction.All(char.IsAsciiDigit)) return false;
        return long.TryParse(whole + fraction.PadRight(places, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Writes what <see cref="TryDecimal"/> reads.</summary>
    public static string PrintDecimal(long value, int places)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var fraction = digits[^places..].TrimEnd('0');
        return fraction.Length == 0 ? digits[..^places] : $"{digits[..^places]}.{fraction}";
    }

    private static Word<T> Integer<T>(string expected, T least, T most)
        where T : IBinaryInteger<T>, IMinMaxValue<T> => new(
            expected,
            (string text, out T value) => TryInteger(text, out value) && value >= least && value <= most,
            v => v.ToString(null, CultureInfo.InvariantCulture))
        {
            Kinds = [ScalarKind.Int],
            Json = () => IntegerJson(least, most),
        };

    private static JsonObject IntegerJson<T>(T least, T most)
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        var json = new JsonObject { ["type"] = "integer" };
        if (least != T.MinValue || T.IsZero(least)) json["minimum"] = JsonValue.Create(long.CreateSaturating(least));
        if (most != T.MaxValue) json["maximum"] = JsonValue.Create(long.CreateSaturating(most));
        return json;
    }

    private static bool TryInteger<T>(string text, out T value)
        where T : IBinaryInteger<T> => text.StartsWith("0x", StringComparison.Ordinal)
            ? T.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value!)
            : T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value!);

    private static bool TryTruth(string text, out bool value)
    {
        value = text is "yes" or "true";
        return value || text is "no" or "false";
    }

    private static bool TrySize(string text, out long value)
    {
        var scale = 1L;
        foreach (var (unit, bytes) in s_units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            (text, scale) = (text[..^unit.Length], bytes);
            break;
        }

        return TryInteger(text, out value) && !(scale > 1 && ScalarKinds.HasLeadingZero(text)) && value <= long.MaxValue / scale
            && value >= 0 && (value *= scale) >= 0;
    }

    private static string PrintSize(long value)
    {
        foreach (var (unit, bytes) in s_units)
        {
            if (value > 0 && value % bytes == 0) return string.Create(CultureInfo.InvariantCulture, $"{value / bytes}{unit}");
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static bool TryNbytes(string text, out ulong value)
    {
        if (text == "SIZE_MAX") value = ulong.MaxValue;
        else if (TrySize(text, out var size)) value = (ulong)size;
        else return TryInteger(text, out value);
        return true;
    }

    private static string PrintNbytes(ulong value) => value switch
    {
        ulong.MaxValue => "SIZE_MAX",
        <= long.MaxValue => PrintSize((long)value),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static JsonObject SizeJson(long? least) => SchemaParts.Any(
        least is null ? new JsonObject { ["type"] = "integer" } : new JsonObject { ["type"] = "integer", ["minimum"] = least },
        new JsonObject { ["type"] = "string", ["pattern"] = "^([1-9][0-9]*(KiB|MiB|GiB)|SIZE_MAX)$" });

    private static bool TryRatio(string text, out Ratio value)
    {
        value = default;
        var parts = text.Split('/');
        if (parts.Length != 2 || parts.Any(ScalarKinds.HasLeadingZero)) return false;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)) return false;
        value = new Ratio(numerator, denominator);
        return denominator > 0 && numerator <= denominator;
    }
}
