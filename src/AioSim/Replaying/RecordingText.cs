using System.Globalization;
using System.Text;
using AioSpec.Model;
using AioSpec.Text;

namespace AioSim.Replaying;

/// <summary>The text form of a <see cref="RecordedRun"/>, which replay files are in: docs/formats.md.</summary>
public static class RecordingText
{
    internal const string Format = "aiosim-replay";
    internal const int Version = 1;
    internal const string Part = "--- ";
    internal const int LineBytes = 57; // 76 characters of base64.

    /// <summary>How endings are written.</summary>
    internal static readonly string[] Endings = ["passed", "failure", "step-limit", "time-limit"];

    /// <summary>Prints it.</summary>
    public static string Print(RecordedRun recording)
    {
        var text = new StringBuilder();
        Head(text, recording);
        text.Append(Part).Append("program\n").Append(ProgramText.Print(recording.Program));
        Choices(text, recording.Schedule);
        var checksum = Checksum(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return text.Append(Part).Append("end ").Append(checksum).Append('\n').ToString();
    }

    /// <summary>Reads it back.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file's name, for messages and places.</param>
    /// <exception cref="TextFormatError">The text is no recording, or was damaged.</exception>
    public static RecordedRun Parse(string text, string file) => new RecordingReader(text, file).Read();

    /// <summary>The hash of lines, in 16 hexadecimal digits; how they end does not count.</summary>
    internal static string Checksum(IEnumerable<string> lines)
    {
        var hash = default(StableHash);
        foreach (var line in lines) hash.Add(line);
        return hash.Value.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static void Head(StringBuilder text, RecordedRun recording)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Format} {Version}\n");
        if (recording.Source is { } source) text.Append("scenario ").Append(Quote(source)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"seed {recording.Seed}\n");
        text.Append(CultureInfo.InvariantCulture, $"calls {(recording.SplitCalls ? "overlap" : "whole")}\n");
        text.Append(CultureInfo.InvariantCulture, $"ended {Endings[(int)recording.Ending]} at {recording.Steps}\n");
        foreach (var failure in recording.Failures)
        {
            text.Append(CultureInfo.InvariantCulture, $"failure {failure.Rule} {Quote(failure.Subject)} {Quote(failure.Message)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trace {recording.TraceHash}\n");
    }

    private static void Choices(StringBuilder text, Schedule schedule)
    {
        var bits = PackedChoices.BitsFor(schedule.Choices);
        var marks = schedule.Marks.IsEmpty ? "unmarked" : "marked";
        text.Append(CultureInfo.InvariantCulture, $"{Part}choices {schedule.Choices.Length} bits {bits} {marks}\n");
        foreach (var line in PackedChoices.Pack(schedule, bits).Chunk(LineBytes)) text.Append(Convert.ToBase64String(line)).Append('\n');
    }

    private static string Quote(string text) => new LineBuilder().Quoted(text).ToString();
}
