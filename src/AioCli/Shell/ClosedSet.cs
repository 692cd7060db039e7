using System.CommandLine;
using AioSpec.Text;

namespace AioCli.Shell;

/// <summary>Arguments that take one of a few words: in the help, in completion, and in the message when it is another.</summary>
internal static class ClosedSet
{
    /// <summary>Restricts an argument to these words.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="words">The words.</param>
    public static void Restrict(Argument<string> argument, string what, IReadOnlyCollection<string> words)
    {
        argument.CompletionSources.Add([.. words]);
        argument.Validators.Add(result =>
        {
            foreach (var given in result.Tokens.Select(t => t.Value).Where(v => !words.Contains(v))) result.AddError(Message(given, what, words));
        });
    }

    private static string Message(string given, string what, IReadOnlyCollection<string> words)
    {
        var advice = Nearest.Word(given, words) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        return $"unknown {what} '{given}', expected one of {string.Join(", ", words)}{advice}";
    }
}
