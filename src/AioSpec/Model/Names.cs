namespace AioSpec.Model;

/// <summary>Numbers for names, in the order in which the names came.</summary>
public sealed class Names
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>How many names there are.</summary>
    public int Count => _names.Count;

    /// <summary>The name with this number.</summary>
    public string this[int number] => _names[number];

    /// <summary>The number of a name; a name that is new gets the next one.</summary>
    public int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        _numbers.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>The number of a name, or -1 where it never came.</summary>
    public int Find(string name) => _numbers.GetValueOrDefault(name, -1);
}
