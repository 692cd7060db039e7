using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace AioSim;

/// <summary>The choices of a run, in order: which of the steps that were enabled. Where there was but one, nothing was chosen.</summary>
/// <param name="Choices">The places of the chosen steps.</param>
public sealed record Schedule(ImmutableArray<int> Choices)
{
    /// <summary>So many decisions lie between two marks.</summary>
    public const int DecisionsPerMark = 8;

    /// <summary>
    /// At every eighth decision, from the first on, four bits of a hash over what could be chosen so far: by them a replay sees
    /// where it parts. Empty where nobody took them. Not part of the value.
    /// </summary>
    public ImmutableArray<byte> Marks { get; init; } = [];

    /// <summary>Reads the text form: numbers with blanks between, <c>3*5</c> for five times 3.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Schedule Parse(string text)
    {
        var choices = ImmutableArray.CreateBuilder<int>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var star = word.IndexOf('*', StringComparison.Ordinal);
            var times = star < 0 ? 1 : Number(word, word[(star + 1)..]);
            var choice = Number(word, star < 0 ? word : word[..star]);
            if (times > int.MaxValue - choices.Count) throw new FormatException($"'{word}' is too often.");
            for (var i = 0; i < times; i++) choices.Add(choice);
        }

        return new Schedule(choices.ToImmutable());
    }

    /// <inheritdoc/>
    public bool Equals(Schedule? other) => other is not null && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Choices.Length;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Choices.Length;)
        {
            var end = i + 1;
            while (end < Choices.Length && Choices[end] == Choices[i]) end++;
            if (i > 0) text.Append(' ');
            text.Append(Choices[i].ToString(CultureInfo.InvariantCulture));
            if (end - i > 1) text.Append('*').Append((end - i).ToString(CultureInfo.InvariantCulture));
            i = end;
        }

        return text.ToString();
    }

    private static int Number(string word, string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{word}' is no choice: a number was expected, or two with * between.");
}
