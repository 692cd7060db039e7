using System.Globalization;
using AioSpec.Judging;
using AioSpec.Tests.ByHand;
using AioSpec.Text;

namespace AioSpec.Tests.Judging;

/// <summary>
/// Whoever writes a history may be mistaken, or broken: whatever can be read is judged, in bounded time and memory, and nothing is
/// thrown. AIOSIM_DAMAGED sets how many damaged histories are tried.
/// </summary>
public sealed class DamagedHistoriesTests
{
    private const int Histories = 20_000;

    private static readonly string[] s_numbers =
        ["-1", "0", "1", "3", "5", "100", "4096", "65537", "2147483648", "9223372036854775807", "-9223372036854775808", "9223372036854775800"];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_DAMAGED"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Histories;

    [Fact]
    public void Whatever_can_be_read_is_judged()
    {
        string[][] corpus = [.. HandJudged.Names.Select(name => HistoryText.Print(HandJudged.Of(name).History).Split('\n'))];
        var judged = 0;
        var failures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Parallel.For(0, Count, seed =>
        {
            var text = Damaged(corpus, new Random(seed));
            if (!TryRead(text, out var history)) return;
            Interlocked.Increment(ref judged);
            if (Record.Exception(() => Judge.Of(history)) is not { } thrown) return;
            lock (failures) failures[thrown.ToString()] = $"seed {seed}: {thrown}\n{text}";
        });

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values.Take(8)));

        Assert.True(judged > Count / 3, $"only {judged} of {Count} damaged histories can be read");
    }

    private static bool TryRead(string text, out Histories.History history)
    {
        try
        {
            history = HistoryText.Parse(text, "damaged");
            return true;
        }
        catch (TextFormatError)
        {
            history = null!;
            return false;
        }
    }

    /// <summary>A history with one to four events gone, twice, elsewhere, from another history, or with another number.</summary>
    private static string Damaged(string[][] corpus, Random random)
    {
        var lines = corpus[random.Next(corpus.Length)].ToList();
        for (var faults = random.Next(1, 5); faults > 0; faults--) Damage(lines, corpus, random);
        return string.Join('\n', lines);
    }

    private static void Damage(List<string> lines, string[][] corpus, Random random)
    {
        var first = lines.IndexOf("---") + 1;
        if (first >= lines.Count - 1) return;
        var at = random.Next(first, lines.Count - 1);
        switch (random.Next(6))
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(at, lines[at]); break;
            case 2: (lines[at], lines[first]) = (lines[first], lines[at]); break;
            case 3:
                var other = corpus[random.Next(corpus.Length)];
                lines.Insert(at, other[random.Next(Array.IndexOf(other, "---") + 1, other.Length)]);
                break;
            default: lines[at] = WithAnotherNumber(lines[at], random); break;
        }
    }

    private static string WithAnotherNumber(string line, Random random)
    {
        var starts = Enumerable.Range(0, line.Length).Where(i => char.IsAsciiDigit(line[i]) && (i == 0 || !char.IsAsciiDigit(line[i - 1]))).ToList();
        if (starts.Count == 0) return line;
        var from = starts[random.Next(starts.Count)];
        var to = from;
        while (to < line.Length && char.IsAsciiDigit(line[to])) to++;
        return line[..from] + s_numbers[random.Next(s_numbers.Length)] + line[to..];
    }
}
