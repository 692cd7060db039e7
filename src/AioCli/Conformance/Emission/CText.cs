using System.Globalization;
using System.Text;
using AioSpec;

namespace AioCli.Conformance.Emission;

/// <summary>Pieces of C.</summary>
internal static class CText
{
    private const int LongestLiteral = 64;

    /// <summary>A name of C for a name of the program.</summary>
    public static string Name(string prefix, string name)
    {
        var text = new StringBuilder(prefix).Append('_');
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) text.Append(c);
            else text.Append('_').Append(((int)c).ToString("x", CultureInfo.InvariantCulture)).Append('_');
        }

        return text.ToString();
    }

    /// <summary>A string literal.</summary>
    public static string Text(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') result.Append('\\').Append(c);
            else if (c == '?') result.Append("\\?");
            else result.Append(c is >= ' ' and <= '~' ? c : ' ');
        }

        return result.Append('"').ToString();
    }

    /// <summary>A comment does not end in the middle.</summary>
    public static string Comment(string text) => text.Replace("*/", "* /", StringComparison.Ordinal);

    /// <summary>A signal by its name or number.</summary>
    public static string Signal(Signo signo) => signo.IsRealTime
        ? string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN + {signo.Number - Signo.RealTimeMin}")
        : signo.ToString();

    /// <summary>Statements that put bytes at a place.</summary>
    public static IEnumerable<string> Fill(string to, Data data)
    {
        long at = 0;
        foreach (var run in data.Runs.ToArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{to} + {at}");
            switch (run.Kind)
            {
                case RunKind.Fill:
                    yield return string.Create(CultureInfo.InvariantCulture, $"memset({place}, {run.Value}, {run.Length});");
                    break;
                case RunKind.Tag:
                    yield return string.Create(CultureInfo.InvariantCulture, $"tag({place}, {unchecked((uint)run.Value)}u, {run.Start}u, {run.Length});");
                    break;
                default:
                    foreach (var line in Literal(to, at, run.Bytes.ToArray())) yield return line;
                    break;
            }

            at += run.Length;
        }
    }

    /// <summary>The hash by which the emitted program compares bytes.</summary>
    public static string Hash(Data data)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var b in data.ToArray()) hash = unchecked((hash ^ b) * 0x100000001b3UL);
        return string.Create(CultureInfo.InvariantCulture, $"{hash}u");
    }

    private static IEnumerable<string> Literal(string to, long at, byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i += LongestLiteral)
        {
            var part = bytes.AsSpan(i, Math.Min(LongestLiteral, bytes.Length - i)).ToArray();
            var text = string.Concat(part.Select(b => string.Create(CultureInfo.InvariantCulture, $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}")));
            yield return string.Create(CultureInfo.InvariantCulture, $"memcpy({to} + {at + i}, \"{text}\", {part.Length});");
        }
    }
}
