using System.Collections.Immutable;
using System.Globalization;
using AioSim.Replaying;
using AioSim.Tests.Properties;
using AioSim.Tests.Scenarios;
using AioSpec.Text;

namespace AioSim.Tests.Replaying;

/// <summary>Replay files: what is written is read, and what is damaged is refused with its place.</summary>
public sealed class RecordingTextTests
{
    private static string Text { get; } = RecordingText.Print(Recorded.Told);

    [Fact]
    public Task The_file_is() => Verify(Text);

    [Fact]
    public void What_is_printed_is_read() => Assert.Equal(Text, RecordingText.Print(RecordingText.Parse(Text, "a.replay")));

    [Fact]
    public void Line_ends_of_other_systems_are_read() =>
        Assert.Equal(Text, RecordingText.Print(RecordingText.Parse(Text.Replace("\n", "\r\n", StringComparison.Ordinal), "a.replay")));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Choices_of_every_size_are_read(int greatest)
    {
        var choices = Enumerable.Range(0, 1000).Select(i => i % 97 == 0 ? greatest : i % (Math.Min(greatest, 7) + 1)).ToImmutableArray();
        var recording = Recorded.Failing with { Schedule = new Schedule([.. choices, int.MaxValue - 1]) };

        Assert.Equal(recording.Schedule, RecordingText.Parse(RecordingText.Print(recording), "a.replay").Schedule);
    }

    /// <summary>Beyond the program: what the choices add to a file.</summary>
    [Fact]
    public void A_decision_costs_at_most_one_and_a_half_bytes() => Simulated.All(200, seed =>
    {
        var recording = Replayer.Record(Simulated.Program(seed), Simulated.Options(seed)).Recording;
        var decisions = recording.Schedule.Choices.Length;
        var without = RecordingText.Print(recording with { Schedule = new Schedule([]) });
        var bytes = RecordingText.Print(recording).Length - without.Length;
        // A few characters hold the number of choices, and the last group of base64 is filled up.
        return bytes <= (1.5 * decisions) + 8 ? null : $"{bytes} bytes for {decisions} decisions";
    });

    /// <summary>Every line of the file is a field, or holds one: without it, twice, cut, or with another word or number in it.</summary>
    [Fact]
    public Task Damage_in_every_field_is_told_with_its_place()
    {
        var lines = Text.Split('\n');
        var told = new List<string>();
        for (var i = 0; i < lines.Length - 1; i++)
        {
            told.Add($"without '{lines[i]}': {Refusal([.. lines[..i], .. lines[(i + 1)..]])}");
            told.Add($"cut '{lines[i]}': {Refusal([.. lines[..i], lines[i][..^1], .. lines[(i + 1)..]])}");
            told.Add($"with x '{lines[i]}': {Refusal([.. lines[..i], lines[i] + " x", .. lines[(i + 1)..]])}");
            told.Add($"digits of '{lines[i]}': {Refusal([.. lines[..i], Digits(lines[i]), .. lines[(i + 1)..]])}");
        }

        return Verify(string.Join('\n', told));
    }

    /// <summary>The file is whole, and its program makes no sense: who edits one and mends the checksum is told where.</summary>
    [Theory]
    [InlineData("file /sim/a \"hello\"", "file /a \"hello\"", "a.replay(12,1): A file's path starts with /sim/")]
    [InlineData("device latency fixed 5ms", "device rule : stall nowhere", "a.replay(13,1): The device stalls at the gate 'nowhere'")]
    [InlineData("device latency fixed 5ms", "device rule op=read : latency fixed 1ms\ndevice rule : fail EBADF", "a.replay(14,1): A transfer cannot fail with EBADF")]
    [InlineData("thread other", "thread N1", "a.replay(21,1): A thread cannot be called 'N1'")]
    [InlineData("aio_read(r2, fd=$b", "aio_read(r2, fd=$c", "a.replay(24,3): The variable 'c' is never given a value.")]
    public void A_mistake_of_the_program_is_told_with_its_place(string right, string wrong, string message)
    {
        var program = ProgramText.Parse(Recorded.Race.Replace(right, wrong, StringComparison.Ordinal), "race");
        var text = RecordingText.Print(Recorded.Told with { Program = program });

        Assert.StartsWith(message, Assert.Throws<TextFormatError>(() => RecordingText.Parse(text, "a.replay")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_is_not_known_is_refused_by_name() =>
        Assert.Contains("version 2 of aiosim-replay is unknown; expected version 1", Refusal(["aiosim-replay 2", .. Text.Split('\n')[1..]]), StringComparison.Ordinal);

    /// <summary>AIOSIM_FUZZ multiplies the number of files.</summary>
    [Fact]
    public void Damaged_files_are_refused_and_nothing_else_happens()
    {
        var scale = int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_FUZZ"), CultureInfo.InvariantCulture, out var given) ? given : 1;
        var random = new Random(7);
        for (var i = 0; i < 3000 * scale; i++)
        {
            var text = Damage(Text, random);
            if (text.TrimEnd('\n') == Text.TrimEnd('\n')) continue;
            var error = Assert.Throws<TextFormatError>(() => RecordingText.Parse(text, "a.replay"));
            Assert.True(error.Line > 0 && error.Column > 0, error.Message);
        }
    }

    [Fact]
    public void Every_scenario_can_be_recorded_and_read() => Assert.All(Folders.ScenarioFiles, file =>
    {
        var text = RecordingText.Print(Recorded.Of(file, 1, split: false));
        Assert.Equal(text, RecordingText.Print(RecordingText.Parse(text, file)));
    });

    private static string Damage(string text, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(12), text.Length - at);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, Math.Max(1, length)),
                1 => text.Insert(at, ((char)random.Next(33, 0x180)).ToString()),
                _ => text.Remove(at, 1).Insert(at, ((char)random.Next(33, 127)).ToString()),
            };
        }

        return text;
    }

    private static string Digits(string line) => string.Concat(line.Select(c => c is >= '0' and <= '8' ? (char)(c + 1) : c == '9' ? '0' : c is >= 'A' and <= 'Y' ? (char)(c + 1) : c));

    private static string Refusal(string[] lines)
    {
        var text = string.Join('\n', lines);
        if (text == Text) return "the same";
        return Assert.Throws<TextFormatError>(() => RecordingText.Parse(text, "a.replay")).Message;
    }
}
