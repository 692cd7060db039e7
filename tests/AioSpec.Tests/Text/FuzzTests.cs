using System.Globalization;
using AioSpec.Text;

namespace AioSpec.Tests.Text;

/// <summary>
/// Damaged files end in an error of the format and in nothing else, cost no more memory than their length allows, and what
/// is accepted is read back as printed. AIOSIM_FUZZ sets how many files each reader is fed.
/// </summary>
public sealed class FuzzTests
{
    private const int Files = 40_000;

    // The readers' own buffers and tables, and a generous factor for what a character can turn into.
    private const long BytesForAnyFile = 1 << 20;
    private const long BytesForACharacter = 1 << 10;

    private static readonly string[] s_histories =
    [
        .. HistoryExamples.All,
        .. HistoryExamples.Everything[HistoryExamples.Everything.IndexOf("---\n", StringComparison.Ordinal)..].Split('\n')[1..^1]
            .Select(line => HistoryExamples.Smallest + line + "\n"),
        .. CallExamples.All.Select(e => HistoryExamples.Smallest + $"1 T1 > {e.Text}\n2 T1 < 0\n"),
    ];

    private static readonly string[] s_programs =
    [
        .. ProgramExamples.All, ProgramExamples.Everything,
        .. ProgramExamples.Everything.Split('\n')[1..^1].Where(line => line[0] != ' ').Select(line => ProgramExamples.Smallest + line + "\n"),
        .. CallExamples.All.Select(e => ProgramExamples.Smallest + $"thread T1\n  {e.Text} == 0|-1 EAGAIN \"x\" @ 3s\n"),
    ];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : Files;

    [Fact]
    public void Damaged_histories_are_read_or_refused_with_a_place() =>
        Feed(s_histories, text => HistoryText.Print(HistoryText.Parse(text, "h")));

    [Fact]
    public void Damaged_programs_are_read_or_refused_with_a_place() =>
        Feed(s_programs, text => ProgramText.Print(ProgramText.Parse(text, "p")));

    private static void Feed(string[] corpus, Func<string, string> again)
    {
        var (read, refused) = (0, 0);
        for (var seed = 1; seed <= Count; seed++)
        {
            var text = new Mutator(corpus, (ulong)seed).Next();
            if (IsRead(seed, text, again)) read++;
            else refused++;
        }

        // Damage that is always refused, or never, would test nothing.
        Assert.InRange(read, Count / 100, Count);
        Assert.InRange(refused, Count / 10, Count);
    }

    private static bool IsRead(int seed, string text, Func<string, string> again)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var printed = Printed(seed, text, again);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < BytesForAnyFile + (text.Length * BytesForACharacter), $"seed {seed}: {allocated} bytes for\n{text}");
        if (printed is not null) Assert.True(again(printed) == printed, $"seed {seed}: not read back as printed\n{printed}");
        return printed is not null;
    }

    private static string? Printed(int seed, string text, Func<string, string> again)
    {
        try
        {
            return again(text);
        }
        catch (TextFormatError error)
        {
            var isInside = error.Line >= 1 && error.Column >= 1 && error.Line <= text.AsSpan().Count('\n') + 2;
            Assert.True(isInside, $"seed {seed}: {error.Message} lies outside of\n{text}");
            return null;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}: {error.GetType()} from\n{text}", error);
        }
    }
}
