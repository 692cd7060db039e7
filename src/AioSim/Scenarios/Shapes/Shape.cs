using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios.Shapes;

/// <summary>
/// The form of one thing in a scenario file. One description reads it, writes it and tells the JSON Schema of it, so
/// that the three cannot drift apart.
/// </summary>
internal abstract class Shape<T>
{
    /// <summary>What is expected, in words: "a duration such as 5ms".</summary>
    public abstract string Expected { get; }

    /// <summary>Reads it. False where it has mistakes, which are noted.</summary>
    public abstract bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value);

    /// <summary>Writes it in the one way that is canonical.</summary>
    public abstract Node Write(T value, Writing writing);

    /// <summary>Its JSON Schema.</summary>
    public abstract JsonObject Schema(SchemaParts parts);

    /// <summary>Whether the node has this form, apart from mistakes inside.</summary>
    public abstract bool Accepts(Node node);

    /// <summary>Whether it can be written in this form.</summary>
    public virtual bool Fits(T value, Writing writing) => true;
}
