using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>Says what was seen, in words.</summary>
internal static class Explain
{
    public static string Saw(Knowledge known, Rule rule, in Scope scope)
    {
        if (scope.Bytes is { } bytes) return $"{(scope.Request >= 0 ? known.Info(scope.Request).Cb + " brought" : "the file holds")} {Shortened(bytes)}";
        if (scope.Call is { } call) return $"{Text.CallText.Print(call)} returned {Outcome(call, scope.Outcome)}";
        return scope.Request >= 0 ? $"{rule.Name} of {known.Info(scope.Request).Cb}: {StatusOf(scope.Outcome)}" : rule.Name;
    }

    /// <summary>What would have been permitted, and why not what was seen.</summary>
    public static string Permitted(string alternatives, Clause broken, bool isSeen)
    {
        var fact = broken.OnlyIf.Text;
        var reason = fact switch
        {
            "never" or "" => $"{broken.Of} is never permitted",
            _ when isSeen => $"{broken.Of} only if {fact}",
            _ => $"{broken.Of}, seen before, means: {fact}",
        };
        return alternatives.Length > 0 ? $"{alternatives}; {reason}" : reason;
    }

    public static string Outcome(Call call, Outcome outcome) => call switch
    {
        _ when outcome.Value == -1 => $"-1 with errno {outcome.Errno}",
        AioError => StatusName(outcome.Value),
        AioCancel when outcome.Value is >= 0 and <= 2 => ((AioCancelResult)outcome.Value).ToString(),
        _ => Number(outcome.Value),
    };

    public static string StatusOf(Outcome outcome) =>
        outcome.Errno != Errno.None ? outcome.Errno.ToString() : outcome.Value == -1 ? "0" : Number(outcome.Value);

    /// <summary>Bytes in a line at most: how they begin and end, and how many they are.</summary>
    private static string Shortened(Data bytes)
    {
        const int most = 160, part = 60;
        var text = bytes.ToString();
        return text.Length <= most ? text : $"{text[..part]}…{text[^part..]}, {Number(bytes.Length)} bytes";
    }

    private static string StatusName(long status) =>
        status != 0 && Enum.IsDefined((Errno)status) ? ((Errno)status).ToString() : Number(status);

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
