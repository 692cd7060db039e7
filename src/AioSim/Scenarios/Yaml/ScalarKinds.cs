using System.Text.RegularExpressions;

namespace AioSim.Scenarios.Yaml;

/// <summary>What a plain scalar is in YAML's core schema, which editors and JSON Schema follow.</summary>
internal enum ScalarKind
{
    /// <summary>Nothing, <c>null</c>, <c>NULL</c> or <c>~</c>.</summary>
    Null,
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,
    /// <summary>An integer.</summary>
    Int,
    /// <summary>A number that is not an integer.</summary>
    Float,
    /// <summary>Everything else.</summary>
    Text,
}

/// <summary>Tells the kinds apart.</summary>
internal static partial class ScalarKinds
{
    /// <summary>The kind of a plain scalar with this text.</summary>
    public static ScalarKind Of(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Bool,
        _ when Integer().IsMatch(text) => ScalarKind.Int,
        _ when Number().IsMatch(text) => ScalarKind.Float,
        _ => ScalarKind.Text,
    };

    /// <summary>Whether it looks like a decimal number with zeros in front, which YAML 1.1 reads in base 8 and 1.2 in base 10.</summary>
    public static bool HasLeadingZero(string text) => LeadingZero().IsMatch(text);

    [GeneratedRegex("^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("^[-+]?0[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingZero();
}
