using System.Text;
using AioSim.Scenarios.Yaml;
using AioSpec.Text;

namespace AioSim.Scenarios;

/// <summary>The mistakes found in one file so far.</summary>
internal sealed class Mistakes(string file)
{
    /// <summary>So many are told at most.</summary>
    public const int Most = 20;

    private const int LongestQuote = 60;
    private const int LongestList = 12;

    private readonly List<Mistake> _found = [];
    private int _count;

    /// <summary>The file, as messages name it.</summary>
    public string File => file;

    /// <summary>How many there are.</summary>
    public int Count => _count;

    /// <summary>A word out of the file as messages show it: short, and without what would disturb a terminal.</summary>
    public static string Quote(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var c in text.Length > LongestQuote ? text[..LongestQuote] : text) shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return shown.Append(text.Length > LongestQuote ? "…'" : "'").ToString();
    }

    /// <summary>Notes a mistake. Only so many are kept; of those that lie first in the file the first found.</summary>
    public void Add(Place place, string text)
    {
        _count++;
        if (_found.Count < Most) _found.Add(new Mistake(file, place.Line, place.Column, text));
    }

    /// <summary>Notes a word that is none of those known.</summary>
    public void Unknown(Place place, string kind, string given, IReadOnlyCollection<string> known, string where = "")
    {
        var expected = known.Count switch
        {
            0 => where.Length > 0 ? "expected nothing there" : $"but there is no {kind}",
            1 => $"expected {known.First()}",
            <= LongestList => $"expected one of {string.Join(", ", known)}",
            _ => $"expected one of {string.Join(", ", known.Take(LongestList - 1))}, …",
        };
        var nearest = Nearest.Word(given, known) is { } word ? $"; did you mean '{word}'?" : "";
        Add(place, $"unknown {kind} {Quote(given)}{where}, {expected}{nearest}");
    }

    /// <summary>Throws where there is one.</summary>
    /// <exception cref="ScenarioError">There is at least one mistake.</exception>
    public void ThrowIfAny()
    {
        if (_count == 0) return;
        throw new ScenarioError([.. _found.OrderBy(m => m.Line).ThenBy(m => m.Column)], _count - _found.Count);
    }
}
