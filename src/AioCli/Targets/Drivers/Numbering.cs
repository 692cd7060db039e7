namespace AioCli.Targets.Drivers;

/// <summary>Gives names numbers in the order in which they are first used.</summary>
internal sealed class Numbering
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The names in their order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of a name.</summary>
    public int this[string name]
    {
        get
        {
            if (_numbers.TryGetValue(name, out var number)) return number;
            _names.Add(name);
            return _numbers[name] = _names.Count - 1;
        }
    }
}
