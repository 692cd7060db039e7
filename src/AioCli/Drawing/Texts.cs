namespace AioCli.Drawing;

/// <summary>Long texts.</summary>
internal static class Texts
{
    /// <summary>The text, or its beginning where it has more characters than this.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : text[..(Math.Max(length, 1) - 1)].TrimEnd() + "…";
}
