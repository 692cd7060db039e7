using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Format;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSim.Scenarios.Yaml;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>A call that a scenario can make.</summary>
/// <param name="name">Its name in POSIX.</param>
/// <param name="about">What it does, in a sentence.</param>
/// <param name="example">A statement that makes it, in YAML. A test reads every one.</param>
internal abstract class Verb(string name, string about, string example)
{
    /// <summary>Its name in POSIX.</summary>
    public string Name => name;

    /// <summary>What it does, in a sentence.</summary>
    public string About => about;

    /// <summary>A statement that makes it, in YAML.</summary>
    public string Example => example;

    /// <summary>It has a second name in LFS64, with 64 at the end (GNU-01).</summary>
    public bool HasLfs64 { get; init; }

    /// <summary>What its values are called.</summary>
    public Answers Answers { get; init; }

    /// <summary>It takes no members: its name alone is a statement.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>Whether the call is this verb's.</summary>
    public abstract bool Is(Call call);

    /// <summary>Reads what stands after its name.</summary>
    public abstract bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out Perform value);

    /// <summary>Writes what stands after its name.</summary>
    public abstract Node Write(Perform value, Writing writing);

    /// <summary>The JSON Schema of what stands after its name.</summary>
    public abstract JsonObject Schema(SchemaParts parts);

    /// <summary>A call that returns no descriptor.</summary>
    public static Verb<T> Of<T>(string name, string about, string example, Shape<T> body, Answers answers = default)
        where T : Call => new(name, about, example, Alone(body)) { Answers = answers };

    /// <summary>A call of XBD aio.h that has a second name in LFS64.</summary>
    public static Verb<T> Of64<T>(string name, string about, string example, Shape<T> body, Answers answers = default)
        where T : Call => new(name, about, example, Alone(body)) { Answers = answers, HasLfs64 = true };

    /// <summary>A call without members.</summary>
    public static Verb<T> Alone<T>(string name, string about, T call)
        where T : Call => new(name, about, $"- {name}", Alone(new Nothing<T>(call))) { StandsAlone = true };

    private static As<T, Returns<T>> Alone<T>(Shape<T> body)
        where T : Call => new(body, c => new Returns<T>(c, []), r => r.Call);
}

/// <summary>A call and the variables that take the descriptors it returns.</summary>
internal sealed record Returns<T>(T Call, ImmutableArray<string> Into)
    where T : Call;

/// <summary>A call of one type.</summary>
internal sealed class Verb<T>(string name, string about, string example, Shape<Returns<T>> body) : Verb(name, about, example)
    where T : Call
{
    /// <inheritdoc/>
    public override bool Is(Call call) => call is T;

    /// <inheritdoc/>
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out Perform value)
    {
        value = body.TryRead(node, reading, out var told) ? new Perform(told.Call, told.Into, null) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public override Node Write(Perform value, Writing writing) => body.Write(new Returns<T>((T)value.Call, value.Into), writing);

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaParts parts) => body.Schema(parts);
}

/// <summary>Parts that several calls have.</summary>
internal static class VerbParts
{
    /// <summary>The key <c>as</c>: the variables that take the descriptors.</summary>
    public static RecordShape<Returns<T>> As<T>(this RecordShape<Returns<T>> shape, string about, int count = 1)
        where T : Call
    {
        var expected = count == 1 ? "a name for the descriptor" : "two names for the descriptors such as [r, w]";
        var names = new Many<string>(expected, NameWords.New(NameKind.Variable, expected)) { OrOne = count == 1 };
        return shape.Or("as", about, new Checked<ImmutableArray<string>>(names, n => n.Length == count, expected), r => r.Into, (r, v) => r with { Into = v });
    }

    /// <summary>A duration or a pair of members; left out, there is no limit.</summary>
    public static RecordShape<T> Timeout<T>(this RecordShape<T> shape, Func<T, AioSpec.Timespec?> get, Func<T, AioSpec.Timespec?, T> set) =>
        shape.MayValue("timeout", "How long it waits at most; no limit.", Times.Timespec, get, set);

    /// <summary>A key that takes a descriptor.</summary>
    public static RecordShape<T> Fd<T>(this RecordShape<T> shape, Func<T, AioSpec.Fd> get, Func<T, AioSpec.Fd, T> set) =>
        shape.Must("fd", "The descriptor.", NameWords.Fd, get, set);
}
