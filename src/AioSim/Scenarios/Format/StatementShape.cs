using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Verbs;
using AioSim.Scenarios.Yaml;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>One statement: a mapping whose first word says what it is, or the name of a call without members.</summary>
internal sealed class StatementShape : Shape<Statement>
{
    /// <inheritdoc/>
    public override string Expected => "a statement such as aio_read: r1";

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out Statement value)
    {
        value = null;
        if (node is Scalar { Kind: ScalarKind.Text } word) return TryWord(word, reading, out value);
        if (node is not Mapping mapping) return reading.Refuse(node, Expected);
        if (First(mapping, reading) is not { } entry) return false;
        if (!OnlyCompanions(mapping, entry.Key.Text, reading) || !TryEntry(mapping, entry, reading, out value)) return false;
        value = value with { Place = new SourcePlace(reading.Mistakes.File, entry.Key.Place.Line, entry.Key.Place.Column) };
        return true;
    }

    /// <inheritdoc/>
    public override Node Write(Statement value, Writing writing) => value switch
    {
        Perform p => Call(p, writing),
        Repeat r => Tall(("repeat", Statements.Repetition.Value.Write(r, writing))),
        When { Otherwise.IsEmpty: true } w => Tall(("when", Conditions.Shape.Write(w.If, writing)), ("then", Statements.Body.Write(w.Then, writing))),
        When w => Tall(
            ("when", Conditions.Shape.Write(w.If, writing)),
            ("then", Statements.Body.Write(w.Then, writing)),
            ("otherwise", Statements.Body.Write(w.Otherwise, writing))),
        SetFlag f => Tall((f.Value ? "set" : "clear", Scalar.Word(f.Flag))),
        _ => throw new ArgumentException($"{value.GetType().Name} has no form in a scenario.", nameof(value)),
    };

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => parts.Refer("statement", () => StatementSchema.Of(parts));

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Mapping or Scalar { Kind: ScalarKind.Text };

    private static Node Call(Perform perform, Writing writing)
    {
        var (verb, name) = AllVerbs.Of(perform.Call);
        if (verb.StandsAlone && perform.Expected is null) return Scalar.Word(name);
        var body = verb.Write(perform, writing);
        return perform.Expected is { } expected
            ? Tall((name, body), ("expect", Outcomes.Shape(verb.Answers).Write(expected, writing)))
            : Tall((name, body));
    }

    private static Mapping Tall(params ReadOnlySpan<(string Key, Node Value)> entries)
    {
        var told = ImmutableArray.CreateBuilder<Entry>(entries.Length);
        foreach (var (key, value) in entries) told.Add(new Entry(Scalar.Word(key), value));
        return new Mapping(default, told.ToImmutable()) { IsTall = true };
    }

    private static bool TryWord(Scalar word, Reading reading, [MaybeNullWhen(false)] out Statement value)
    {
        value = null;
        var (verb, _) = AllVerbs.Find(word.Text);
        if (verb is null) reading.Mistakes.Unknown(word.Place, "statement", word.Text, Known(alone: true));
        else if (!verb.StandsAlone) reading.Mistakes.Add(word.Place, $"'{verb.Name}' alone, expected what it is for: {verb.Example.Split('\n')[0]}");
        else if (verb.TryRead(Scalar.Plain(""), reading, out var perform))
        {
            value = perform with { Place = new SourcePlace(reading.Mistakes.File, word.Place.Line, word.Place.Column) };
        }

        return value is not null;
    }

    private static Entry? First(Mapping mapping, Reading reading)
    {
        var firsts = mapping.Entries.Where(e => Statements.Words.Contains(e.Key.Text) || AllVerbs.Find(e.Key.Text).Verb is not null).ToArray();
        if (firsts.Length == 1) return firsts[0];
        if (firsts.Length > 1)
        {
            reading.Mistakes.Add(firsts[1].Key.Place, $"'{firsts[1].Key.Text}' in the statement of '{firsts[0].Key.Text}', expected a dash before it");
        }
        else if (mapping.Entries.IsEmpty)
        {
            reading.Refuse(mapping, "a statement such as aio_read: r1");
        }
        else if (mapping.Entries.All(e => Statements.Companions.Contains(e.Key.Text)))
        {
            var companion = mapping.Entries[0].Key;
            reading.Mistakes.Add(companion.Place, $"'{companion.Text}' alone, expected it in the statement that it is for, without a dash");
        }
        else
        {
            var odd = mapping.Entries.First(e => !Statements.Companions.Contains(e.Key.Text)).Key;
            reading.Mistakes.Unknown(odd.Place, "statement", odd.Text, Known(alone: false));
        }

        return null;
    }

    private static string[] Known(bool alone) => alone
        ? [.. AllVerbs.All.Where(v => v.StandsAlone).Select(v => v.Name), .. AllVerbs.All.Where(v => !v.StandsAlone).Select(v => v.Name)]
        : [.. AllVerbs.Names, .. Statements.Words];

    private static bool OnlyCompanions(Mapping mapping, string first, Reading reading)
    {
        string[] companions = first == "when" ? ["then", "otherwise"] : Statements.Words.Contains(first) ? [] : ["expect"];
        var before = reading.Mistakes.Count;
        foreach (var (key, _) in mapping.Entries)
        {
            if (key.Text == first || companions.Contains(key.Text)) continue;
            reading.Mistakes.Unknown(key.Place, "key", key.Text, companions, $" beside '{first}'");
        }

        return reading.Mistakes.Count == before;
    }

    private static bool TryEntry(Mapping mapping, Entry entry, Reading reading, [MaybeNullWhen(false)] out Statement value)
    {
        value = null;
        switch (entry.Key.Text)
        {
            case "repeat":
                if (Statements.Repetition.Value.TryRead(entry.Value, reading, out var repeat)) value = repeat;
                break;
            case "when":
                return TryWhen(mapping, entry, reading, out value);
            case "set":
                if (Statements.SetFlag.TryRead(entry.Value, reading, out var set)) value = new SetFlag(set, true);
                break;
            case "clear":
                if (Statements.ClearFlag.TryRead(entry.Value, reading, out var clear)) value = new SetFlag(clear, false);
                break;
            default:
                return TryCall(mapping, entry, reading, out value);
        }

        return value is not null;
    }

    private static bool TryWhen(Mapping mapping, Entry entry, Reading reading, [MaybeNullWhen(false)] out Statement value)
    {
        value = null;
        var isGood = Conditions.Shape.TryRead(entry.Value, reading, out var condition);
        ImmutableArray<Statement> then = [], otherwise = [];
        if (mapping.Find("then") is { } yes)
        {
            isGood &= Statements.Body.TryRead(yes, reading, out then);
        }
        else
        {
            reading.Mistakes.Add(entry.Key.Place, "'then' is missing, expected a list of statements");
            isGood = false;
        }

        if (mapping.Find("otherwise") is { } no) isGood &= Statements.Body.TryRead(no, reading, out otherwise);
        if (isGood) value = new When(condition!, then, otherwise);
        return isGood;
    }

    private static bool TryCall(Mapping mapping, Entry entry, Reading reading, [MaybeNullWhen(false)] out Statement value)
    {
        value = null;
        var (verb, lfs64) = AllVerbs.Find(entry.Key.Text);
        var isGood = verb!.TryRead(entry.Value, reading, out var perform);
        Expected? expected = null;
        if (mapping.Find("expect") is { } told) isGood &= Outcomes.Shape(verb.Answers).TryRead(told, reading, out expected);
        if (!isGood) return false;
        value = new Perform(lfs64 ? perform!.Call with { Lfs64 = true } : perform!.Call, perform.Into, expected);
        return true;
    }
}
