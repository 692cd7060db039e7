using System.Collections.Immutable;
using System.Globalization;
using AioSpec.Catalogue;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Replaying;

/// <summary>Reads replay files. Whatever is wrong with one is told with its place.</summary>
internal sealed class RecordingReader(string text, string file)
{
    private const int MostFailures = 10_000;

    private readonly string[] _lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
    private readonly Source _source = new(file);
    private int _at;
    private (int First, int End) _program;

    public RecordedRun Read()
    {
        ReadVersion();
        var source = ReadSource();
        var c = Expect("seed");
        var seed = c.ULong("a seed");
        c.End();
        c = Expect("calls");
        var split = c.Choice("way of calls", "whole", "overlap") == 1;
        c.End();
        c = Expect("ended");
        var ending = (Ending)c.Choice("ending", RecordingText.Endings);
        if (!c.TakeWord("at")) throw c.Unexpected("'at' and the step");
        var steps = c.Long("a number of steps", 0, long.MaxValue);
        c.End();
        var failures = Failures(ending);
        c = Expect("trace");
        var trace = Hash(ref c);
        var program = ReadProgram();
        var schedule = ReadChoices();
        ReadEnd();
        CheckProgram(program);
        return new RecordedRun
        {
            Program = program,
            Seed = seed,
            SplitCalls = split,
            Schedule = schedule,
            Ending = ending,
            Steps = steps,
            Failures = failures,
            TraceHash = trace,
            Source = source,
        };
    }

    private void ReadVersion()
    {
        var c = Next($"{RecordingText.Format} {RecordingText.Version}");
        if (!c.TakeWord(RecordingText.Format)) throw c.Unexpected($"'{RecordingText.Format} {RecordingText.Version}'");
        var at = c.Here;
        var version = c.Int("a version");
        if (version != RecordingText.Version) throw c.Error(at, $"version {version} of {RecordingText.Format} is unknown; expected version {RecordingText.Version}");
        c.End();
    }

    private string? ReadSource()
    {
        var c = Next("scenario", "seed");
        if (!c.TakeWord("scenario"))
        {
            _at--;
            return null;
        }

        var source = c.QuotedText();
        c.End();
        return source;
    }

    private ImmutableArray<Failure> Failures(Ending ending)
    {
        var failures = ImmutableArray.CreateBuilder<Failure>();
        while (failures.Count < MostFailures)
        {
            var c = Next("failure", "trace");
            if (!c.TakeWord("failure")) break;
            var at = c.Here;
            var rule = c.Word("the id of a requirement, or 'expectation'").ToString();
            if (rule != Failure.Expectation && Requirements.Find(rule) is null) throw c.Error(at, $"there is no requirement '{rule}'; expected the id of one, or 'expectation'");
            var subject = c.QuotedText();
            failures.Add(new Failure(rule, subject, c.QuotedText()));
            c.End();
        }

        _at--;
        if (ending == Ending.Failure && failures.Count == 0) throw Error(_at, 1, "the run ended in a failure, but none is told; expected 'failure'");
        if (ending == Ending.Passed && failures.Count > 0) throw Error(_at - 1, 1, "the run has passed, but a failure is told; expected 'trace'");
        return failures.ToImmutable();
    }

    /// <summary>A hash at the end of the line.</summary>
    private string Hash(ref Cursor c)
    {
        const int Digits = 16;
        var hash = _lines[_at - 1][c.Here..].TrimEnd();
        var isHash = hash.Length == Digits && hash.All(digit => char.IsAsciiDigit(digit) || digit is >= 'a' and <= 'f');
        return isHash ? hash : throw c.Unexpected($"a hash of {Digits} hexadecimal digits");
    }

    private Program ReadProgram()
    {
        var c = Part();
        if (!c.TakeWord("program")) throw c.Unexpected("'program'");
        c.End();
        var first = _at;
        while (_at < _lines.Length && !_lines[_at].StartsWith(RecordingText.Part, StringComparison.Ordinal)) _at++;
        // Blank lines in front of it, so that the reader counts lines as they are in the file.
        var program = ProgramText.Parse(new string('\n', first) + string.Join('\n', _lines[first.._at]), file);
        _program = (first, _at);
        return program;
    }

    /// <summary>Last, since a file that was damaged is told as that.</summary>
    private void CheckProgram(Program program)
    {
        if (ProgramCheck.Find(program).FirstOrDefault() is { } mistake) throw MistakeOf(mistake);
    }

    /// <summary>What is wrong with the program: where its statement is, or else the line of the part that has no place of its own.</summary>
    private TextFormatError MistakeOf(ProgramException mistake)
    {
        if (mistake.Place is { } place) return new(file, place.Line, place.Column, mistake.Message);
        var (first, end) = _program;
        return Error(first + Math.Max(0, mistake.Part?.LineIn(_lines.AsSpan(first, end - first)) ?? 0), 1, mistake.Message);
    }

    private Schedule ReadChoices()
    {
        var c = Part();
        if (!c.TakeWord("choices")) throw c.Unexpected("'choices'");
        var head = _at;
        var count = c.Int("a number of choices", 0);
        if (!c.TakeWord("bits")) throw c.Unexpected("'bits'");
        var bits = (int)c.Long("a number of bits", 1, PackedChoices.MostBits);
        var marked = c.Choice("word", "marked", "unmarked") == 0;
        c.End();
        var bytes = new List<byte>();
        for (; _at < _lines.Length && !_lines[_at].StartsWith(RecordingText.Part, StringComparison.Ordinal); _at++) AddBytes(bytes);
        return PackedChoices.Unpack([.. bytes], count, bits, marked)
            ?? throw Error(head - 1, 1, string.Create(CultureInfo.InvariantCulture, $"{bytes.Count} bytes follow, which are not those of {count} choices of {bits} bits"));
    }

    private void AddBytes(List<byte> bytes)
    {
        var line = _lines[_at];
        var buffer = new byte[line.Length];
        if (!line.Contains(' ', StringComparison.Ordinal) && Convert.TryFromBase64String(line, buffer, out var written))
        {
            bytes.AddRange(buffer.AsSpan(0, written));
            return;
        }

        var odd = line.AsSpan().IndexOfAnyExcept(Base64);
        throw Error(_at, odd < 0 ? line.Length + 1 : odd + 1, "no base64; expected choices");
    }

    private void ReadEnd()
    {
        var checksum = RecordingText.Checksum(_lines.Take(_at).Where(line => line.Length > 0));
        var c = Part();
        if (!c.TakeWord("end")) throw c.Unexpected("'end' and the checksum");
        var at = c.Here;
        var told = Hash(ref c);
        if (told != checksum) throw c.Error(at, $"the lines before have the checksum {checksum}: the file was damaged or edited; to replay the choices on another program name it with --scenario");
        for (; _at < _lines.Length; _at++)
        {
            if (_lines[_at].Length > 0) throw Error(_at, 1, "a line behind the end");
        }
    }

    private Cursor Part()
    {
        var c = Next(RecordingText.Part.Trim());
        return c.Take(RecordingText.Part.Trim()) ? c : throw c.Unexpected($"'{RecordingText.Part.Trim()}'");
    }

    private Cursor Expect(string word)
    {
        var c = Next(word);
        return c.TakeWord(word) ? c : throw c.Unexpected($"'{word}'");
    }

    /// <summary>The next line, which begins with one of these words.</summary>
    private Cursor Next(params string[] expected) => _at < _lines.Length && (_at < _lines.Length - 1 || _lines[_at].Length > 0)
        ? new Cursor(_source, _lines[_at], ++_at)
        : throw Error(_at, 1, $"expected {string.Join(" or ", expected.Select(word => $"'{word}'"))}, found the end of the file");

    private TextFormatError Error(int line, int column, string problem) => new(file, line + 1, column, problem);

    private static readonly System.Buffers.SearchValues<char> Base64 =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
}
