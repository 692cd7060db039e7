using AioSim.Scenarios.Yaml;

namespace AioSim.Scenarios;

/// <summary>The names that a file makes and uses. Uses are checked at the end: a name may be used before the place that makes it.</summary>
internal sealed class Names
{
    private static readonly string[] s_kinds = ["control block", "thread", "function", "gate", "variable", "flag", "file"];

    private readonly List<string>[] _made = [.. s_kinds.Select(_ => new List<string>())];
    private readonly HashSet<(NameKind, string)> _known = [];
    private readonly List<(NameKind Kind, string Name, Place Place)> _used = [];

    /// <summary>Notes that the name exists.</summary>
    public void Make(NameKind kind, string name)
    {
        if (_known.Add((kind, name))) _made[(int)kind].Add(name);
    }

    /// <summary>Notes that the name is used and must exist.</summary>
    public void Use(NameKind kind, string name, Place place) => _used.Add((kind, name, place));

    /// <summary>Notes a mistake for each name that is used and not made.</summary>
    public void Check(Mistakes mistakes)
    {
        foreach (var (kind, name, place) in _used)
        {
            if (!_known.Contains((kind, name))) mistakes.Unknown(place, s_kinds[(int)kind], name, _made[(int)kind]);
        }
    }
}
