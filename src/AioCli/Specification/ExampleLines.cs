using AioSpec.Catalogue;

namespace AioCli.Specification;

/// <summary>The two histories of an example as one text in which the lines that differ are marked.</summary>
internal static class ExampleLines
{
    /// <summary>The mark of a line that only the refused history has.</summary>
    public const char OnlyRefused = '-';

    /// <summary>The mark of a line that only the permitted history has.</summary>
    public const char OnlyPermitted = '+';

    /// <summary>The lines with their marks. They differ in one place, so what is the same at both ends is enough to know.</summary>
    public static IEnumerable<(char Mark, string Line)> Of(Example example)
    {
        var (refused, permitted) = (example.Refused.TrimEnd('\n').Split('\n'), example.Permitted.TrimEnd('\n').Split('\n'));
        var shorter = Math.Min(refused.Length, permitted.Length);
        var start = 0;
        while (start < shorter && refused[start] == permitted[start]) start++;
        var end = 0;
        while (end < shorter - start && refused[^(end + 1)] == permitted[^(end + 1)]) end++;
        return refused[..start].Select(l => (' ', l))
            .Concat(refused[start..^end].Select(l => (OnlyRefused, l)))
            .Concat(permitted[start..^end].Select(l => (OnlyPermitted, l)))
            .Concat(refused[^end..].Select(l => (' ', l)));
    }
}
