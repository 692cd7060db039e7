using System.Globalization;

namespace AioCli.Drawing;

/// <summary>Numbers of things.</summary>
internal static class Count
{
    /// <summary><c>1 request</c>, <c>2 requests</c>.</summary>
    public static string Of(long number, string thing, string? things = null) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? thing : things ?? thing + "s");
}
