namespace AioSpec.Text;

/// <summary>
/// One string for each name of a file: a history of a million events names the same threads and control blocks again and
/// again. Bounded, so that a file of nothing but new names costs no more than their strings.
/// </summary>
internal sealed class NamePool
{
    private const int Capacity = 1 << 14;
    private const int LongestKept = 64;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public NamePool() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> name)
    {
        if (_lookup.TryGetValue(name, out var known)) return known;
        var made = name.ToString();
        if (_names.Count < Capacity && made.Length <= LongestKept) _names.Add(made);
        return made;
    }
}
