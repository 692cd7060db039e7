using System.Globalization;
using AioSim.Scenarios;

namespace AioSim.Tests.Scenarios;

/// <summary>Damaged files: the reader tells what is wrong, or reads them; nothing else happens.</summary>
/// <remarks>AIOSIM_FUZZ multiplies the number of files: 10 for a long run. The seed is fixed.</remarks>
public sealed class DamageTests
{
    private const int FilesADraw = 30_000;
    private const long MostBytesAFile = 64 << 20;

    private static readonly int s_scale =
        int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_FUZZ"), CultureInfo.InvariantCulture, out var scale) ? scale : 1;

    private static readonly string[] s_scraps =
    [
        "\n", "\n  ", "\n- ", ": ", ", ", "[", "]", "{", "}", "\"", "'", "#", "&a", "*a", "!!str ", "|", ">", "%", "@", "`", "\t", "---", "...", "?", "~",
        "null", "0", "010", "-1", "1e9", "0x", "9223372036854775808", "99999999999999999999", "$", "$a", "SIGRTMIN+99", "1.5.5s", "\\x", "\u20ac", "\ud800", "\0", "\r",
        "{ fill: 0, length: 1GiB }", "{ tag: 1, length: 1024GiB }", "[[[[[[[[", "{a: {a: {a: ", "expect: ", "repeat: ", "do: ", "threads: ", "aio_read: ", "{ percentiles: { 50: 1ms } }",
    ];

    [Fact]
    public void Damaged_scenarios_are_read_or_refused_with_a_place()
    {
        var files = Folders.ScenarioFiles.Select(Folders.Text).ToArray();
        var draw = new Draw(0x5EED);
        var (read, refused) = (0, 0);
        for (var i = 0; i < FilesADraw * s_scale; i++)
        {
            var text = Damage(files[draw.Below(files.Length)], files[draw.Below(files.Length)], draw);
            if (IsRead(text)) read++;
            else refused++;
        }

        Assert.True(read > FilesADraw * s_scale / 100, $"only {read} were read");
        Assert.True(refused > FilesADraw * s_scale / 2, $"only {refused} were refused");
    }

    [Theory]
    [InlineData("[", 500_000)]
    [InlineData("- ", 500_000)]
    [InlineData("{a: ", 250_000)]
    [InlineData("? ", 500_000)]
    [InlineData("\t", 1_000_000)]
    [InlineData("\"", 1_000_000)]
    [InlineData("a: b\n", 200_000)]
    [InlineData("k: |\n  x\n", 100_000)]
    [InlineData("threads: { main: [", 50_000)]
    public void A_file_that_repeats_itself_is_refused(string part, int times) => Assert.False(IsRead(string.Concat(Enumerable.Repeat(part, times))));

    [Fact]
    public void Bytes_that_are_told_by_their_length_take_no_memory() => Assert.True(IsRead(
        "scenario: 1\nname: n\nfiles: { /sim/a: [{ fill: 0, length: 1024GiB }, { tag: 1, length: 1024GiB }] }\nthreads: {}"));

    /// <summary>Whether it is read; what is not read must be refused with a place, and neither may take much memory.</summary>
    private static bool IsRead(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var scenario = ScenarioReader.Read(text, "damaged.yaml");
            Assert.NotNull(scenario.Program);
            return true;
        }
        catch (ScenarioError error)
        {
            Assert.InRange(error.Mistakes.Length, 1, 20);
            Assert.All(error.Mistakes, m => Assert.True(m.Line > 0 && m.Column > 0 && m.Text.Length is > 0 and < 2000 && !m.Text.Any(char.IsControl), m.ToString()));
            return false;
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostBytesAFile + (text.Length * 1000L), $"{allocated} bytes for {text.Length} characters");
        }
    }

    private static string Damage(string text, string other, Draw draw)
    {
        for (var times = 1 + draw.Below(3); times > 0; times--) text = DamageOnce(text, other, draw);
        return text;
    }

    private static string DamageOnce(string text, string other, Draw draw)
    {
        var at = draw.Below(text.Length + 1);
        var length = Math.Min(draw.Below(12), text.Length - at);
        return draw.Below(7) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, s_scraps[draw.Below(s_scraps.Length)]),
            2 => text.Remove(at, length).Insert(at, s_scraps[draw.Below(s_scraps.Length)]),
            3 => text.Insert(at, ((char)draw.Below(0x180)).ToString()),
            4 => Lines(text, draw, (lines, i, j) => (lines[i], lines[j]) = (lines[j], lines[i])),
            5 => Lines(text, draw, (lines, i, j) => lines[i] = new string(' ', draw.Below(10)) + lines[j].TrimStart()),
            _ => text[..at] + other[Math.Min(at, other.Length)..],
        };
    }

    private static string Lines(string text, Draw draw, Action<string[], int, int> change)
    {
        var lines = text.Split('\n');
        change(lines, draw.Below(lines.Length), draw.Below(lines.Length));
        return string.Join('\n', lines);
    }

    /// <summary>A small generator of its own (SplitMix64), so that the inputs never change.</summary>
    private sealed class Draw(ulong state)
    {
        public int Below(int limit)
        {
            state += 0x9E3779B97F4A7C15;
            var word = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            return limit == 0 ? 0 : (int)((word ^ (word >> 31)) % (ulong)limit);
        }
    }
}
