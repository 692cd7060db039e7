using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>A mapping with known keys: one table of them drives the reader, the writer and the JSON Schema.</summary>
/// <param name="name">Its name in the JSON Schema.</param>
/// <param name="expected">What is expected, in words.</param>
/// <param name="about">What it tells, in a sentence.</param>
/// <param name="seed">What holds where a key is left out.</param>
internal sealed class RecordShape<T>(string name, string expected, string about, T seed) : Shape<T>
{
    private readonly List<Key<T>> _keys = [];

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <summary>The keys in the order in which they are read and written.</summary>
    public IReadOnlyList<Key<T>> Keys => _keys;

    /// <summary>It is written one entry a line.</summary>
    public bool IsTall { get; init; }

    /// <summary>How many keys it must have, where that is not said by the keys.</summary>
    public (int Least, int Most)? Count { get; init; }

    /// <summary>Looks at all of it once it is read.</summary>
    public Func<T, Mapping, Reading, T>? Finish { get; init; }

    /// <summary>A key that must stand in the file.</summary>
    public RecordShape<T> Must<V>(string key, string says, Shape<V> shape, Func<T, V> get, Func<T, V, T> set) =>
        Add(new Key<T, V>(key, says, shape, r => (true, get(r)), (r, v) => set(r, v!)) { IsNeeded = true });

    /// <summary>A key with a default, which the seed says.</summary>
    public RecordShape<T> Or<V>(string key, string says, Shape<V> shape, Func<T, V> get, Func<T, V, T> set) =>
        Add(new Key<T, V>(key, says, shape, r => (true, get(r)), (r, v) => set(r, v!)));

    /// <summary>A key for something that may be absent.</summary>
    public RecordShape<T> May<V>(string key, string says, Shape<V> shape, Func<T, V?> get, Func<T, V?, T> set)
        where V : class =>
        Add(new Key<T, V>(key, says, shape, r => (get(r) is not null, get(r)), set) { Clear = r => set(r, null) });

    /// <summary>A key for a value that may be absent.</summary>
    public RecordShape<T> MayValue<V>(string key, string says, Shape<V> shape, Func<T, V?> get, Func<T, V?, T> set)
        where V : struct =>
        Add(new Key<T, V>(key, says, shape, r => (get(r) is not null, get(r).GetValueOrDefault()), (r, v) => set(r, v))
        {
            Clear = r => set(r, null),
        });

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) =>
        TryRead(node, reading, seed, isWhole: true, out value);

    /// <summary>Reads it over a record of which it says only what differs: nothing must stand there.</summary>
    public bool TryReadOver(Node node, Reading reading, T over, [MaybeNullWhen(false)] out T value) =>
        TryRead(node, reading, over, isWhole: false, out value);

    private bool TryRead(Node node, Reading reading, T over, bool isWhole, [MaybeNullWhen(false)] out T value)
    {
        value = over;
        if (node is not Mapping mapping) return reading.Refuse(node, expected);
        var isGood = NothingElse(mapping, reading);
        foreach (var key in _keys)
        {
            var given = mapping.Find(key.Name);
            if (given is not null) isGood &= key.Read(given, reading, ref value);
            else if (isWhole && key.IsNeeded && IsMissing(mapping, key, reading)) isGood = false;
        }

        if (isGood && Count is { } count && (mapping.Entries.Length < count.Least || mapping.Entries.Length > count.Most))
        {
            return reading.Refuse(node, expected);
        }

        if (isGood && Finish is not null) value = Finish(value, mapping, reading);
        return isGood;
    }

    /// <inheritdoc/>
    public override Node Write(T value, Writing writing) => Write(k => k.IsNeeded ? k.Write(value, writing) : k.WriteOver(value, seed, writing));

    /// <summary>Writes what differs from another record.</summary>
    public Mapping WriteOver(T value, T over, Writing writing) => Write(k => k.WriteOver(value, over, writing));

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => parts.Refer(name, () => Described(parts));

    /// <inheritdoc/>
    public override bool Accepts(Node node) => node is Mapping;

    private RecordShape<T> Add(Key<T> key)
    {
        _keys.Add(key);
        return this;
    }

    private Mapping Write(Func<Key<T>, Node?> write)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        foreach (var key in _keys)
        {
            if (write(key) is { } told) entries.Add(new Entry(Scalar.Word(key.Name), told));
        }

        return new Mapping(default, entries.ToImmutable()) { IsTall = IsTall };
    }

    private bool NothingElse(Mapping mapping, Reading reading)
    {
        var before = reading.Mistakes.Count;
        foreach (var (given, _) in mapping.Entries)
        {
            if (!_keys.Exists(k => k.Name == given.Text)) reading.Mistakes.Unknown(given.Place, "key", given.Text, [.. _keys.Select(k => k.Name)]);
        }

        return reading.Mistakes.Count == before;
    }

    private static bool IsMissing(Mapping mapping, Key<T> key, Reading reading)
    {
        reading.Mistakes.Add(mapping.Place, $"'{key.Name}' is missing, expected {key.Expected}");
        return true;
    }

    private JsonObject Described(SchemaParts parts)
    {
        var properties = new JsonObject();
        foreach (var key in _keys) properties[key.Name] = Property(key, parts);
        var json = new JsonObject
        {
            ["description"] = about,
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (_keys.Exists(k => k.IsNeeded)) json["required"] = SchemaParts.Words(_keys.Where(k => k.IsNeeded).Select(k => k.Name));
        if (Count is { } count) (json["minProperties"], json["maxProperties"]) = (count.Least, count.Most);
        return json;
    }

    private static JsonObject Property(Key<T> key, SchemaParts parts)
    {
        var json = key.Schema(parts);
        json["description"] = key.About;
        return json;
    }
}
