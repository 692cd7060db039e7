using System.Globalization;
using System.Text.RegularExpressions;

namespace AioCli.Tests;

/// <summary>
/// Replay files that were damaged or edited, through the command line. A file whose checksum is wrong is refused with its place; one whose checksum was made
/// anew is refused with its place, or runs and says where it differs. Nothing else happens: no stack trace, and no run without an end.
/// </summary>
public sealed partial class ReplayDamageTests
{
    private const string File = "aiosim-failures/fails-seed3.replay";

    private static readonly int Scale = int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_FUZZ"), CultureInfo.InvariantCulture, out var scale) ? scale : 1;

    /// <summary>Each kind of line: away, twice, cut, longer, of another type, out of its range.</summary>
    [Fact]
    public void Damage_in_every_kind_of_line_is_told_with_its_place()
    {
        using var shell = Failed();
        var text = shell.Read(File);
        foreach (var damaged in EveryLine(text)) AssertRefused(shell, damaged);
        foreach (var damaged in EveryLine(text)) AssertToldOrRun(shell, Signed(shell, damaged));
    }

    [Theory]
    [InlineData("aiosim-replay 1", "aiosim-replay 2", "damaged.replay(1,15): version 2 of aiosim-replay is unknown; expected version 1")]
    [InlineData("seed 3", "seed -3", "damaged.replay(3,6): ")]
    [InlineData("seed 3", "seed 18446744073709551616", "damaged.replay(3,6): ")]
    [InlineData("calls whole", "calls half", "damaged.replay(4,7): ")]
    [InlineData("ended failure at", "ended nowhere at", "damaged.replay(5,7): ")]
    [InlineData("ended failure at", "ended failure after", "damaged.replay(5,15): ")]
    [InlineData("ended failure at ", "ended failure at -", "damaged.replay(5,18): ")]
    [InlineData("failure expectation", "failure READ-9999", "damaged.replay(6,9): there is no requirement 'READ-9999'")]
    [InlineData("trace ", "trace x", "damaged.replay(8,7): ")]
    [InlineData("aiosim-program 1", "aiosim-program 9", "damaged.replay(10,16): ")]
    [InlineData("  aio_read(r1", "  aio_reed(r1", "damaged.replay(")]
    [InlineData("aio_suspend([r1])", "aio_suspend([r7])", "damaged.replay(")]
    [InlineData(" bits 2 ", " bits 99 ", "damaged.replay(")]
    [InlineData(" bits 2 ", " bits 0 ", "damaged.replay(")]
    [InlineData("--- choices 5", "--- choices 2000000000", "damaged.replay(")]
    public void A_field_that_says_something_else_is_refused_where_it_stands(string from, string to, string message)
    {
        using var shell = Failed();
        var text = shell.Read(File);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var outcome = Replay(shell, Signed(shell, text.Replace(from, to, StringComparison.Ordinal)));

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(message, outcome.Notes, StringComparison.Ordinal);
    }

    /// <summary>The file is sound, and its run is another: told as different, exit code 4.</summary>
    [Theory]
    [InlineData("ended failure at [0-9]+", "ended failure at 9999", "the recorded one at step 9999")]
    [InlineData("trace [0-9a-f]+", "trace 0123456789abcdef", "recorded 0123456789abcdef")]
    [InlineData("calls whole", "calls overlap", "it differs")]
    [InlineData("sleep\\(1ms\\)", "sleep(2ms)", "it differs")]
    [InlineData("ended failure at [0-9]+\n(failure .*\n)+", "ended step-limit at 9223372036854775807\n", "it differs")]
    [InlineData("ended failure at [0-9]+\n(failure .*\n)+", "ended passed at 3\n", "it differs")]
    public void A_field_that_fits_and_is_not_what_was_recorded_is_told_as_a_difference(string from, string to, string told)
    {
        using var shell = Failed();
        var outcome = Replay(shell, Signed(shell, Regex.Replace(shell.Read(File), from, to)));

        Assert.Equal((4, ""), (outcome.ExitCode, outcome.Notes));
        Assert.Contains(told, outcome.Results, StringComparison.Ordinal);
    }

    /// <summary>AIOSIM_FUZZ multiplies the number of files.</summary>
    [Fact]
    public void Bytes_that_are_damaged_anywhere_are_told()
    {
        using var shell = Failed();
        var text = shell.Read(File);
        var random = new Random(5);
        for (var i = 0; i < 60 * Scale; i++)
        {
            var damaged = Damaged(text, random);
            AssertRefused(shell, damaged);
            AssertToldOrRun(shell, Signed(shell, damaged));
        }
    }

    [Fact]
    public void What_is_no_text_is_refused()
    {
        using var shell = Failed();
        System.IO.File.WriteAllBytes(shell.Full("damaged.replay"), [0, 255, 254, 10, 13, 200, 0, 0]);
        Assert.Equal(2, shell.Run("replay", "damaged.replay").ExitCode);
        AssertRefused(shell, "");
        AssertRefused(shell, new string('x', 1_000_000));
        AssertRefused(shell, Scenarios.Fails);
    }

    private static IEnumerable<string> EveryLine(string text)
    {
        var lines = text.Split('\n')[..^1];
        // One line of each kind: those that begin with the same word are alike.
        foreach (var i in Enumerable.Range(0, lines.Length).DistinctBy(i => lines[i].TrimStart().Split(' ', '(')[0]))
        {
            string[] instead = ["", lines[i] + "\n" + lines[i], lines[i][..(lines[i].Length / 2)], lines[i] + " and more", "nonsense", "\"", "0", lines[i] + new string('9', 100), Digits().Replace(lines[i], "-1"), Digits().Replace(lines[i], "99999999999999999999999")];
            foreach (var line in instead)
            {
                var damaged = string.Join('\n', [.. lines[..i], .. line.Length == 0 ? (string[])[] : [line], .. lines[(i + 1)..], ""]);
                if (damaged != text) yield return damaged;
            }

            yield return string.Join('\n', lines[..i]); // The file ends here.
        }
    }

    private static string Damaged(string text, Random random)
    {
        var bytes = text.ToCharArray();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Length);
            var other = (char)(bytes[at] ^ (1 << random.Next(8)));
            bytes[at] = other == '\r' ? '#' : other;
        }

        var damaged = new string(bytes);
        return damaged == text ? Damaged(text, random) : damaged;
    }

    /// <summary>With the checksum that the refusal names: what somebody writes who edits the file and means it.</summary>
    private static string Signed(TestShell shell, string text)
    {
        var told = ToldChecksum().Match(Replay(shell, text).Notes);
        return told.Success ? Checksum().Replace(text, $"--- end {told.Groups[1].Value}") : text;
    }

    private static void AssertRefused(TestShell shell, string text)
    {
        var outcome = Replay(shell, text);
        Assert.True(outcome.ExitCode == 2 && Place().IsMatch(outcome.Notes) && outcome.Results.Length == 0, $"{outcome}\n{text}");
    }

    private static void AssertToldOrRun(TestShell shell, string text)
    {
        var outcome = Replay(shell, text);
        Assert.True(outcome.ExitCode == 2 ? Place().IsMatch(outcome.Notes) : outcome.ExitCode is 0 or 1 or 4 && outcome.Notes.Length == 0, $"{outcome}\n{text}");
    }

    private static Outcome Replay(TestShell shell, string text)
    {
        shell.Write("damaged.replay", text);
        return shell.Run("replay", "damaged.replay");
    }

    private static TestShell Failed()
    {
        var shell = new TestShell();
        shell.Write("fails.yaml", Scenarios.Fails);
        shell.Run("run", "fails.yaml");
        return shell;
    }

    [GeneratedRegex("^damaged\\.replay(\\([0-9]+,[0-9]+\\))?: [^\n]+\n$")]
    private static partial Regex Place();

    [GeneratedRegex("have the checksum ([0-9a-f]{16})")]
    private static partial Regex ToldChecksum();

    [GeneratedRegex("--- end .*")]
    private static partial Regex Checksum();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
