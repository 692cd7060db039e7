using System.CommandLine.Parsing;
using System.Globalization;

namespace AioCli.Shell;

/// <summary>Options that take a number.</summary>
internal static class Numbers
{
    /// <summary>The number that was given; an error where it is none of this range.</summary>
    public static ulong Parse(ArgumentResult result, ulong least, ulong most)
    {
        var given = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (ulong.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        var option = ((OptionResult)result.Parent!).Option.Name;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} '{given}' is no number from {least} to {most}"));
        return least;
    }
}
