using System.Collections.Immutable;
using AioSpec.FsCheck.Generation;

namespace AioSpec.FsCheck.Covering;

/// <summary>A dimension of input with its classes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">Its classes, by name.</param>
public sealed record Factor(string Name, ImmutableArray<string> Levels);

/// <summary>
/// Rows of classes, one of each factor, so that every pair of classes of two factors that can stand together stands in some
/// row: a covering array of strength two, built greedily. Each row is the best of several that are drawn around a pair that
/// is still missing.
/// </summary>
public sealed class CoveringArray
{
    private const int Candidates = 12;

    private readonly ImmutableArray<Factor> _factors;
    private readonly Func<ImmutableArray<int>, bool> _possible;
    private readonly Draw _draw;
    private readonly List<(int A, int I, int B, int J)> _missing = [];
    private readonly HashSet<(int A, int I, int B, int J)> _open = [];

    /// <summary>An array for these factors.</summary>
    /// <param name="factors">The factors.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <param name="possible">Whether the classes of a row can stand together; -1 is a class that is not chosen yet.</param>
    public CoveringArray(ImmutableArray<Factor> factors, ulong seed, Func<ImmutableArray<int>, bool> possible)
    {
        (_factors, _possible, _draw) = (factors, possible, new Draw(seed));
        for (var a = 0; a < factors.Length; a++)
        {
            for (var b = a + 1; b < factors.Length; b++) AddPairs(a, b);
        }

        Pairs = _missing.Count;
        Shuffle();
    }

    /// <summary>How many pairs there are to cover.</summary>
    public int Pairs { get; }

    /// <summary>The rows, each an index into the levels of each factor, until all pairs are covered.</summary>
    public IEnumerable<ImmutableArray<int>> Rows()
    {
        foreach (var pair in _missing)
        {
            if (!_open.Contains(pair) || Best(pair) is not { IsDefault: false } row) continue;
            Cover(row);
            yield return row;
        }
    }

    private void AddPairs(int a, int b)
    {
        for (var i = 0; i < _factors[a].Levels.Length; i++)
        {
            for (var j = 0; j < _factors[b].Levels.Length; j++)
            {
                if (!_possible(Empty.SetItem(a, i).SetItem(b, j))) continue;
                _missing.Add((a, i, b, j));
                _open.Add((a, i, b, j));
            }
        }
    }

    private ImmutableArray<int> Empty => [.. Enumerable.Repeat(-1, _factors.Length)];

    private void Shuffle()
    {
        for (var i = _missing.Count - 1; i > 0; i--)
        {
            var j = _draw.Below(i + 1);
            (_missing[i], _missing[j]) = (_missing[j], _missing[i]);
        }
    }

    private ImmutableArray<int> Best((int A, int I, int B, int J) pair)
    {
        var (best, most) = (default(ImmutableArray<int>), -1);
        for (var i = 0; i < Candidates; i++)
        {
            var row = Complete(Empty.SetItem(pair.A, pair.I).SetItem(pair.B, pair.J));
            if (row.IsDefault || Gain(row) is var gain && gain <= most) continue;
            (best, most) = (row, gain);
        }

        return best;
    }

    /// <summary>Chooses the other factors in a drawn order, each class for the pairs that it covers.</summary>
    private ImmutableArray<int> Complete(ImmutableArray<int> row)
    {
        var order = Enumerable.Range(0, row.Length).Where(f => row[f] < 0).ToList();
        for (var left = order.Count; left > 0; left--)
        {
            var factor = order[_draw.Below(left)];
            order.Remove(factor);
            var (best, most) = (-1, -1);
            var first = _draw.Below(_factors[factor].Levels.Length);
            for (var i = 0; i < _factors[factor].Levels.Length; i++)
            {
                var level = (first + i) % _factors[factor].Levels.Length;
                var with = row.SetItem(factor, level);
                if (!_possible(with) || Gain(with, factor) is var gain && gain <= most) continue;
                (best, most) = (level, gain);
            }

            if (best < 0) return default;
            row = row.SetItem(factor, best);
        }

        return row;
    }

    private int Gain(ImmutableArray<int> row) => PairsOf(row).Count(_open.Contains);

    private int Gain(ImmutableArray<int> row, int factor) => PairsOf(row).Count(p => (p.A == factor || p.B == factor) && _open.Contains(p));

    private void Cover(ImmutableArray<int> row)
    {
        foreach (var pair in PairsOf(row)) _open.Remove(pair);
    }

    private static IEnumerable<(int A, int I, int B, int J)> PairsOf(ImmutableArray<int> row)
    {
        for (var a = 0; a < row.Length; a++)
        {
            for (var b = a + 1; b < row.Length; b++)
            {
                if (row[a] >= 0 && row[b] >= 0) yield return (a, row[a], b, row[b]);
            }
        }
    }
}
