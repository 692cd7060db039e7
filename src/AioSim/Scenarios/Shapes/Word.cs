using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>How a word is read.</summary>
internal delegate bool WordParser<T>(string text, out T value);

/// <summary>Something that one word tells: a number, a duration, a name.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="parse">Reads the word.</param>
/// <param name="print">Writes it.</param>
internal sealed class Word<T>(string expected, WordParser<T> parse, Func<T, string> print) : Shape<T>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <summary>The kinds that the word may have as a plain scalar; text may be quoted as well.</summary>
    public ScalarKind[] Kinds { get; init; } = [ScalarKind.Text];

    /// <summary>The words that can stand here, where they can be listed; for messages.</summary>
    public IReadOnlyCollection<string>? Known { get; init; }

    /// <summary>What the words tell, where an unknown one is to be told with all that are known.</summary>
    public string? Kind { get; init; }

    /// <summary>The JSON Schema.</summary>
    public required Func<JsonObject> Json { get; init; }

    /// <summary>What is done with a word that was read: names are noted.</summary>
    public Action<T, Place, Reading>? Note { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is Scalar s && Kinds.Contains(s.Kind) && !IsOddNumber(s) && parse(s.Text, out value))
        {
            Note?.Invoke(value, s.Place, reading);
            return true;
        }

        if (Kind is null || node is not Scalar { Kind: ScalarKind.Text } word) return reading.Refuse(node, expected, Known);
        reading.Mistakes.Unknown(word.Place, Kind, word.Text, Known!);
        return false;
    }

    // A number with zeros in front, or in quotes: editors and YAML's versions do not agree on what they are.
    private bool IsOddNumber(Scalar scalar) => scalar.IsPlain
        ? scalar.Kind == ScalarKind.Int && ScalarKinds.HasLeadingZero(scalar.Text)
        : ScalarKinds.Of(scalar.Text) is ScalarKind.Int or ScalarKind.Float && Kinds.Contains(ScalarKinds.Of(scalar.Text));

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing)
    {
        var text = print(value);
        return new Scalar(default, text, Kinds.Contains(ScalarKinds.Of(text)) && ScalarKinds.Of(text) != ScalarKind.Text);
    }

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => Json();

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Scalar s && Kinds.Contains(s.Kind);
}
