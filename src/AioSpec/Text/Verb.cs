using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>Reads the arguments of a call, between its parentheses.</summary>
internal delegate Call ArgumentReader(ref Cursor cursor);

/// <summary>One call of the grammar: its name, and how its arguments are printed and read.</summary>
internal abstract class Verb(string name, bool lfs64, ArgumentReader read)
{
    public string Name { get; } = name;

    /// <summary>Whether LFS64 has the name with 64 at its end (GNU-01).</summary>
    public bool Lfs64 { get; } = lfs64;

    public ArgumentReader Read { get; } = read;

    public abstract Type Record { get; }

    public abstract void Print(LineBuilder builder, Call call);
}

internal sealed class Verb<T>(string name, Action<LineBuilder, T> print, ArgumentReader read, bool lfs64 = false)
    : Verb(name, lfs64, read)
    where T : Call
{
    public override Type Record => typeof(T);

    public override void Print(LineBuilder builder, Call call) => print(builder, (T)call);
}

/// <summary>All calls of the grammar.</summary>
internal static class Verbs
{
    private static readonly Verb[] s_all = [.. AioVerbs.All, .. FileVerbs.All, .. SignalVerbs.All, .. ProgramVerbs.All];

    private static readonly Dictionary<Type, Verb> s_byRecord = s_all.ToDictionary(v => v.Record);

    private static readonly Dictionary<string, (Verb Verb, bool Lfs64)> s_byName = ByName();

    private static readonly Dictionary<string, (Verb Verb, bool Lfs64)>.AlternateLookup<ReadOnlySpan<char>> s_lookup =
        s_byName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The names, for a message that suggests the nearest.</summary>
    public static List<string> Names { get; } = [.. s_all.Select(v => v.Name).Order(StringComparer.Ordinal)];

    public static Verb Of(Call call) => s_byRecord[call.GetType()];

    public static bool TryGet(ReadOnlySpan<char> name, out (Verb Verb, bool Lfs64) found) => s_lookup.TryGetValue(name, out found);

    private static Dictionary<string, (Verb Verb, bool Lfs64)> ByName()
    {
        var names = new Dictionary<string, (Verb Verb, bool Lfs64)>(StringComparer.Ordinal);
        foreach (var verb in s_all)
        {
            names.Add(verb.Name, (verb, false));
            if (verb.Lfs64) names.Add(verb.Name + "64", (verb, true));
        }

        return names;
    }
}
