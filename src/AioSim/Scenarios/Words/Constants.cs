using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Yaml;
using AioSpec;

namespace AioSim.Scenarios.Words;

/// <summary>The constants of C, by their names.</summary>
internal static class Constants
{
    private static readonly (string Name, OpenFlags Value)[] s_openFlags =
    [
        .. Enum.GetValues<OpenFlags>().Where(f => f != default).OrderByDescending(f => (int)f).Select(f => (f.ToString(), f)),
    ];

    private static readonly string[] s_openNames = [.. Enum.GetNames<OpenFlags>()];

    /// <summary>An error number.</summary>
    public static readonly Word<Errno> Errno = Of<Errno>("an error number such as EIO", "error number", AioSpec.Errno.None);

    /// <summary>A status of a request: 0, EINPROGRESS or an error number.</summary>
    public static readonly Word<Errno> Status = new("a status: 0, EINPROGRESS or an error number", TryStatus, PrintStatus)
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Known = Errno.Known,
        Json = () => SchemaParts.Any(new JsonObject { ["const"] = 0 }, Errno.Json()),
    };

    /// <summary>A signal.</summary>
    public static readonly Word<Signo> Signal = new(
        "a signal such as SIGUSR1 or SIGRTMIN+1", (string text, out Signo value) => Signo.TryParse(text, out value), s => s.ToString())
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Known = [.. Signo.Names],
        Json = () => SchemaParts.Any(
            new JsonObject { ["type"] = "string", ["pattern"] = @"^SIG([A-Z0-9]+|RTMIN\+[0-9]+|RTMAX-[0-9]+)$" },
            new JsonObject { ["type"] = "integer" }),
    };

    /// <summary>The flags of open, joined by bars: O_RDWR|O_CREAT.</summary>
    public static readonly Word<OpenFlags> OpenFlags = new("flags of open such as O_RDWR or O_WRONLY|O_APPEND", TryFlags, PrintFlags)
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Known = s_openNames,
        Json = () => SchemaParts.Any(
            new JsonObject { ["enum"] = SchemaParts.Words(s_openNames) },
            new JsonObject { ["type"] = "string", ["pattern"] = $@"^({string.Join('|', s_openNames)})( *\| *({string.Join('|', s_openNames)}))*$" },
            new JsonObject { ["type"] = "integer" }),
    };

    /// <summary>A constant of an enumeration; a program may pass any other int in its place.</summary>
    public static Word<T> OrInt<T>(string expected)
        where T : unmanaged, Enum
    {
        var names = Enum.GetNames<T>();
        return new Word<T>(expected, TryEnumOrInt, Print)
        {
            Kinds = [ScalarKind.Int, ScalarKind.Text],
            Known = names,
            Json = () => SchemaParts.Any(new JsonObject { ["enum"] = SchemaParts.Words(names) }, new JsonObject { ["type"] = "integer" }),
        };

        static string Print(T value) =>
            Enum.GetName(value) ?? Unsafe.BitCast<T, int>(value).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A word that stands for a value.</summary>
    public static Word<T> Choice<T>(string kind, params (string Word, T Value)[] words)
        where T : notnull
    {
        string[] names = [.. words.Select(w => w.Word)];
        return new Word<T>(
            string.Join(" or ", names),
            (string text, out T value) => TryChoice(words, text, out value),
            v => Array.Find(words, w => EqualityComparer<T>.Default.Equals(w.Value, v)).Word ?? throw new ArgumentException($"{v} is no {kind}"))
        {
            Known = names,
            Kind = kind,
            Json = () => new JsonObject { ["enum"] = SchemaParts.Words(names) },
        };
    }

    /// <summary>Whether the text names a constant.</summary>
    public static bool TryName<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (known.ToString() != text) continue;
            value = known;
            return true;
        }

        value = default;
        return false;
    }

    private static Word<T> Of<T>(string expected, string kind, T without)
        where T : struct, Enum
    {
        T[] values = [.. Enum.GetValues<T>().Where(v => !v.Equals(without))];
        string[] names = [.. values.Select(v => v.ToString())];
        return new Word<T>(expected, TryKnown, v => v.ToString())
        {
            Known = names,
            Kind = kind,
            Json = () => new JsonObject { ["enum"] = SchemaParts.Words(names) },
        };

        bool TryKnown(string text, out T value) => TryName(text, out value) && !value.Equals(without);
    }

    private static bool TryChoice<T>((string Word, T Value)[] words, string text, out T value)
    {
        var at = Array.FindIndex(words, w => w.Word == text);
        value = at < 0 ? default! : words[at].Value;
        return at >= 0;
    }

    private static bool TryEnumOrInt<T>(string text, out T value)
        where T : unmanaged, Enum
    {
        if (TryName(text, out value)) return true;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        value = Unsafe.BitCast<int, T>(number);
        return true;
    }

    private static bool TryStatus(string text, out Errno value)
    {
        value = AioSpec.Errno.None;
        return text == "0" || (TryName(text, out value) && value != AioSpec.Errno.None);
    }

    private static string PrintStatus(Errno value) => value == AioSpec.Errno.None ? "0" : value.ToString();

    private static bool TryFlags(string text, out OpenFlags value)
    {
        value = default;
        foreach (var part in text.Split('|'))
        {
            if (TryName<OpenFlags>(part.Trim(), out var flag)) value |= flag;
            else if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) value |= (OpenFlags)number;
            else return false;
        }

        return true;
    }

    private static string PrintFlags(OpenFlags value)
    {
        var names = new List<string>();
        foreach (var (name, flag) in s_openFlags)
        {
            if ((value & flag) != flag) continue;
            value &= ~flag;
            names.Insert(0, name);
        }

        if (!names.Contains("O_RDWR") && !names.Contains("O_WRONLY")) names.Insert(0, "O_RDONLY");
        if (value != 0) names.Add(((int)value).ToString(CultureInfo.InvariantCulture));
        return string.Join('|', names);
    }
}
