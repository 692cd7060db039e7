using System.Collections.Immutable;

namespace AioSim.Scenarios;

/// <summary>Texts that one outcome has together. They are found as whole words: <c>= 2</c> is no part of <c>= 25</c>.</summary>
/// <param name="Texts">The texts, one or more, in any order.</param>
public sealed record OutcomePattern(ImmutableArray<string> Texts)
{
    /// <summary>Whether an outcome has all of the texts.</summary>
    public bool IsIn(string outcome) => Texts.All(text => Has(outcome, text));

    /// <inheritdoc/>
    public bool Equals(OutcomePattern? other) => other is not null && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => Texts.Length;

    /// <summary>As it is told in messages.</summary>
    public override string ToString() => string.Join(" and ", Texts.Select(text => $"'{text}'"));

    private static bool Has(string outcome, string text)
    {
        for (var at = outcome.IndexOf(text, StringComparison.Ordinal); at >= 0; at = outcome.IndexOf(text, at + 1, StringComparison.Ordinal))
        {
            if (!IsInsideWord(outcome, at) && !IsInsideWord(outcome, at + text.Length)) return true;
        }

        return false;
    }

    /// <summary>Whether a word goes on from before a place to behind it.</summary>
    private static bool IsInsideWord(string text, int at) => at > 0 && at < text.Length && IsOfWord(text[at - 1]) && IsOfWord(text[at]);

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
