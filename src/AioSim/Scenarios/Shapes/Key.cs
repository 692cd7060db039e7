using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>One key of a record.</summary>
internal abstract class Key<T>(string name, string about)
{
    /// <summary>The key.</summary>
    public string Name => name;

    /// <summary>What it tells, in a sentence; with the default.</summary>
    public string About => about;

    /// <summary>It must stand in the file.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>What is expected as its value.</summary>
    public abstract string Expected { get; }

    /// <summary>Reads the value and stores it in the record. False where it has mistakes, which are noted.</summary>
    public abstract bool Read(Node node, Reading reading, ref T target);

    /// <summary>Writes the value; null where there is none.</summary>
    public abstract Node? Write(T value, Writing writing);

    /// <summary>Writes the value; null where it is what <paramref name="over"/> says.</summary>
    public abstract Node? WriteOver(T value, T over, Writing writing);

    /// <summary>The JSON Schema of the value.</summary>
    public abstract JsonObject Schema(SchemaParts parts);
}

/// <summary>One key of a record, with the form of its value. A value that is null is left out.</summary>
internal sealed class Key<T, TValue>(
    string name, string about, Shape<TValue> shape, Func<T, (bool Has, TValue? Value)> get, Func<T, TValue?, T> set) : Key<T>(name, about)
{
    /// <summary>The record may be without: <c>NULL</c> takes away what the default says.</summary>
    public Func<T, T>? Clear { get; init; }

    /// <inheritdoc/>
    public override string Expected => shape.Expected;

    /// <inheritdoc/>
    public override bool Read(Node node, Reading reading, ref T target)
    {
        if (Clear is not null && node is Scalar { Kind: ScalarKind.Null } && !shape.Accepts(node))
        {
            target = Clear(target);
            return true;
        }

        if (!shape.TryRead(node, reading, out var value)) return false;
        target = set(target, value);
        return true;
    }

    /// <inheritdoc/>
    public override Node? Write(T value, Writing writing)
    {
        var (has, told) = get(value);
        return has ? shape.Write(told!, writing) : null;
    }

    /// <inheritdoc/>
    public override Node? WriteOver(T value, T over, Writing writing)
    {
        var (mine, theirs) = (Write(value, writing), Write(over, writing));
        if (mine is null) return theirs is null ? null : Scalar.Plain("NULL");
        return theirs is not null && YamlPrinter.Flow(mine) == YamlPrinter.Flow(theirs) ? null : mine;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) =>
        Clear is null ? shape.Schema(parts) : SchemaParts.Any(shape.Schema(parts), new JsonObject { ["type"] = "null" });
}
