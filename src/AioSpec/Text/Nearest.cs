namespace AioSpec.Text;

/// <summary>Finds the word that somebody meant, for error messages.</summary>
public static class Nearest
{
    private const int LongestWord = 64;

    /// <summary>
    /// The known word at the smallest edit distance (insert, delete, replace, swap neighbours; case is free), or null where
    /// none is near: at most a third of the letters wrong. Of several equally near the first.
    /// </summary>
    public static string? Word(string given, IEnumerable<string> known)
    {
        if (given.Length is 0 or > LongestWord) return null;
        string? nearest = null;
        var best = Math.Max(1, given.Length / 3) + 1;
        foreach (var word in known)
        {
            if (word.Length > LongestWord || Math.Abs(word.Length - given.Length) >= best) continue;
            var distance = Distance(given, word);
            if (distance < best) (nearest, best) = (word, distance);
        }

        return nearest;
    }

    // Optimal string alignment over three rows: the swap needs the row before the last.
    private static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                var swapped = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
                if (swapped) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
