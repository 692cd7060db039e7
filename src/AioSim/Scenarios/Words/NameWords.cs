using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Yaml;
using AioSim.Storage;
using AioSpec;

namespace AioSim.Scenarios.Words;

/// <summary>Names that the author of a scenario chooses, where they are made and where they are used.</summary>
internal static partial class NameWords
{
    private const int LongestPath = 1023;
    private const string Pattern = @"[A-Za-z_][A-Za-z0-9_.-]{0,63}";

    /// <summary>A sentence or two.</summary>
    public static readonly Word<string> Text = new("a text (digits in quotes)", (string text, out string value) => (value = text).Length > 0, t => t)
    {
        Json = () => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
    };

    /// <summary>A path that is made here.</summary>
    public static readonly Word<string> NewPath = Path((path, _, reading) => reading.Names.Make(NameKind.File, path));

    /// <summary>A path that must be a file of the scenario.</summary>
    public static readonly Word<string> KnownPath = Path((path, place, reading) => reading.Names.Use(NameKind.File, path, place));

    /// <summary>A descriptor: a number, or a variable such as $a.</summary>
    public static readonly Word<Fd> Fd = new("a descriptor: a number, or a variable such as $a", TryFd, f => f.ToString())
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Json = () => SchemaParts.Any(
            new JsonObject { ["type"] = "string", ["pattern"] = $@"^\${Pattern}$" },
            new JsonObject { ["type"] = "integer" }),
        Note = (fd, place, reading) =>
        {
            if (fd.Name is not null) reading.Names.Use(NameKind.Variable, fd.Name, place);
        },
    };

    /// <summary>A name that is made here.</summary>
    public static Word<string> New(NameKind kind, string expected) => Name(expected, (name, _, reading) => reading.Names.Make(kind, name));

    /// <summary>A name that must be made somewhere.</summary>
    public static Word<string> Known(NameKind kind, string expected) =>
        Name(expected, (name, place, reading) => reading.Names.Use(kind, name, place));

    /// <summary>A name of nothing else in the file.</summary>
    public static Word<string> Free(string expected) => Name(expected, null);

    /// <summary>A word as in C that starts in a given way: _SC_ASYNCHRONOUS_IO.</summary>
    public static Word<string> Starting(string prefix, string expected) => new(
        expected, (string text, out string value) => (value = text).StartsWith(prefix, StringComparison.Ordinal), t => t)
    {
        Json = () => new JsonObject { ["type"] = "string", ["pattern"] = "^" + prefix },
    };

    private static Word<string> Name(string expected, Action<string, Place, Reading>? note) => new(
        expected, (string text, out string value) => NameForm().IsMatch(value = text), t => t)
    {
        Json = () => new JsonObject { ["type"] = "string", ["pattern"] = $"^{Pattern}$" },
        Note = note,
    };

    private static Word<string> Path(Action<string, Place, Reading> note) => new(
        "a path such as /sim/a", (string text, out string value) => Platter.IsPath(value = text) && text.Length <= LongestPath, t => t)
    {
        Json = () => new JsonObject { ["type"] = "string", ["pattern"] = "^/sim/" },
        Note = note,
    };

    private static bool TryFd(string text, out Fd value)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = isNumber ? new Fd(number) : AioSpec.Fd.Variable(text.TrimStart('$'));
        return isNumber || (text.StartsWith('$') && NameForm().IsMatch(text.AsSpan(1)));
    }

    [GeneratedRegex(@"\A" + Pattern + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
