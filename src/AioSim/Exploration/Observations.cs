using System.Text;
using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>
/// What was seen so far, as part of the state: two states in which threads have seen different things are different, though
/// all else be equal. So every state knows the outcome up to it, and a search that explores no state twice loses no outcome.
/// The alternative, to hand the outcomes of a state's future back to all that reach it, would have to keep every edge.
/// </summary>
/// <remarks>
/// A thread of the program has seen a list of entries, the last kept with the number of the list before it. Handlers and
/// notification functions have seen entries in no order, for how they interleave is the scheduler's business. The same entry
/// twice in a row counts once: how often a loop has asked is no outcome.
/// </remarks>
internal sealed class Observations(CellTable cells)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly Dictionary<(int List, int Entry), int> _appended = [];
    private (int Entry, int Cell)[] _onlyNext = [];

    /// <summary>An entry's number.</summary>
    public int NumberOf(string text)
    {
        if (_numbers.TryGetValue(text, out var number)) return number;
        _numbers.Add(text, _texts.Count);
        _texts.Add(text);
        return _texts.Count - 1;
    }

    /// <summary>The list with one entry more.</summary>
    public int Append(int list, int entry)
    {
        if (list != 0 && ((Node)cells[list]!).Entry == entry) return list;
        // Most lists go on in one way only.
        if (list < _onlyNext.Length && _onlyNext[list] is { Cell: not 0 } only && only.Entry == entry) return only.Cell;
        if (_appended.TryGetValue((list, entry), out var known)) return known;
        known = _appended[(list, entry)] = FindOrAdd(list, entry);
        if (list >= _onlyNext.Length) Array.Resize(ref _onlyNext, (list + 8) * 2);
        _onlyNext[list] = (entry, known);
        return known;
    }

    private int FindOrAdd(int list, int entry)
    {
        ReadOnlySpan<ulong> words = [unchecked((ulong)CellKind.Seen), (ulong)list, (ulong)entry];
        var hash = default(StableHash);
        hash.Add(cells.HashOf(list));
        hash.Add((ulong)(cells.WideHashOf(list) >> 64));
        hash.Add(_texts[entry]);
        var found = cells.Find(words, hash.Wide);
        return found >= 0 ? found : cells.Add(words, hash.Wide, new Node(list, entry));
    }

    /// <summary>The collection with one entry more.</summary>
    public int Put(int collection, int entry)
    {
        var old = collection == 0 ? [] : (string[])cells[collection]!;
        string[] all = [.. old, _texts[entry]];
        Array.Sort(all, StringComparer.Ordinal);
        var writer = new PartWriter();
        writer.Add((long)CellKind.Noted);
        foreach (var text in all) writer.Add(text);
        var hash = CellTable.HashOf(writer.Words);
        var found = cells.Find(writer.Words, hash);
        return found >= 0 ? found : cells.Add(writer.Words, hash, all);
    }

    /// <summary>The entries of a list, with commas between.</summary>
    public string TextOfList(int list)
    {
        var entries = new Stack<string>();
        for (; list != 0; list = ((Node)cells[list]!).Before) entries.Push(_texts[((Node)cells[list]!).Entry]);
        return string.Join(", ", entries);
    }

    /// <summary>The entries of a collection, with commas between, each with how often it came.</summary>
    public string TextOfCollection(int collection)
    {
        var text = new StringBuilder();
        var all = collection == 0 ? [] : (string[])cells[collection]!;
        for (var i = 0; i < all.Length;)
        {
            var end = i;
            while (end < all.Length && all[end] == all[i]) end++;
            text.Append(i > 0 ? ", " : "").Append(all[i]);
            if (end - i > 1) text.Append(System.Globalization.CultureInfo.InvariantCulture, $" ×{end - i}");
            i = end;
        }

        return text.ToString();
    }

    private sealed record Node(int Before, int Entry);
}
