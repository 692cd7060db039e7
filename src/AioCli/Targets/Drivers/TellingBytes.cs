using System.Globalization;
using System.Text;

namespace AioCli.Targets.Drivers;

/// <summary>Bytes in the words of the protocol, as <see cref="ToldBytes"/> reads them: a byte that repeats is told once, so that a long buffer has a short line.</summary>
internal static class TellingBytes
{
    /// <summary>From so many on it is shorter to tell a byte once.</summary>
    private const int Repeats = 16;

    /// <summary>The pieces, joined by plus signs.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var (text, isLiteral) = (new StringBuilder(), false);
        while (!bytes.IsEmpty)
        {
            var other = bytes.IndexOfAnyExcept(bytes[0]);
            var same = other < 0 ? bytes.Length : other;
            var repeats = same >= Repeats;
            if (text.Length > 0 && (repeats || !isLiteral)) text.Append('+');
            if (repeats) text.Append(CultureInfo.InvariantCulture, $"f{bytes[0]}*{same}");
            else text.Append(isLiteral ? "" : "x").Append(Convert.ToHexStringLower(bytes[..same]));
            isLiteral = !repeats;
            bytes = bytes[same..];
        }

        return text.Length == 0 ? "x" : text.ToString();
    }
}
