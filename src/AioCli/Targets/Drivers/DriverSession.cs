using System.Diagnostics;
using System.Globalization;
using AioSpec;
using AioSpec.Text;

namespace AioCli.Targets.Drivers;

/// <summary>A driver that runs, and what it said first.</summary>
internal sealed class DriverSession : IDisposable
{
    /// <summary>So many bytes an answer may have.</summary>
    private const long MostAnswer = 1L << 26;

    /// <summary>And so many lines; the driver in C keeps a quarter of that.</summary>
    private const int MostLines = 1 << 18;

    private readonly DriverConnection _connection;
    private readonly DriverPatience _patience;
    private long _performed;

    /// <summary>Without processes a program that hangs cannot be ended, and goes on in the driver.</summary>
    private bool _isLost;

    /// <summary>Reads its first message.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public DriverSession(DriverConnection connection, DriverPatience patience)
    {
        (_connection, _patience) = (connection, patience);
        _connection.Budget = MostAnswer;
        try
        {
            Capabilities = FirstMessage.Read(connection, patience.FirstMessage);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What it can do.</summary>
    public Capabilities Capabilities { get; }

    /// <summary>The conversation is over: a session more cannot be had from it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Performs a program once. Never throws for what the driver does.</summary>
    /// <param name="script">The program.</param>
    /// <param name="limit">So long nothing may happen.</param>
    /// <param name="isPatient">It is not enough that all threads sleep: the limit has to pass.</param>
    public DriverAnswer Perform(Script script, TimeSpan limit, bool isPatient)
    {
        var answer = new DriverAnswer(new AnswerReader(script));
        var id = (++_performed).ToString(CultureInfo.InvariantCulture);
        try
        {
            (_connection.Budget, _connection.MostLine) = (MostAnswer, LongestLine.Of(script));
            _connection.Send(string.Create(CultureInfo.InvariantCulture, $"perform {id} {limit.TotalMilliseconds:0} {(isPatient ? 1 : 0)}\n{(Capabilities.TakesText ? ProgramText.Print(script.Program) : script.Text)}go\n"), limit + _patience.Grace);
            answer.Ending = Read(answer.Reader, id, limit);
        }
        catch (IOException)
        {
            answer.Ending = new Ending(EndingKind.Died, "the driver does not listen any more");
        }
        catch (FormatException e)
        {
            answer.Ending = new Ending(EndingKind.Garbage, $"the driver's answer is not of the protocol: {e.Message}");
        }

        IsBroken = answer.Ending.Kind is EndingKind.Died or EndingKind.Garbage || _connection.IsCut || _isLost;
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private Ending Read(AnswerReader reader, string id, TimeSpan limit)
    {
        var patience = limit + _patience.Grace;
        var (saidNothingElse, lines) = (0L, 0);
        while (_connection.ReadLine(patience) is { } line)
        {
            if (++lines > MostLines) return new Ending(EndingKind.Garbage, $"the driver's answer has more than {MostLines} lines");
            if (line.StartsWith("end ", StringComparison.Ordinal))
            {
                _isLost = line.Split(' ', 4) is [_, _, "hung" or "busy" or "flood", ..] && !Capabilities.Can.Contains(Feature.Processes);
                return EndingOf(line, id);
            }

            if (line.StartsWith("alive ", StringComparison.Ordinal))
            {
                if (saidNothingElse == 0) saidNothingElse = Stopwatch.GetTimestamp();
                if (Stopwatch.GetElapsedTime(saidNothingElse) <= limit + _patience.Alive) continue;
                _isLost = true;
                return new Ending(EndingKind.Hung, $"the driver said for {(limit + _patience.Alive).TotalSeconds:0.###} s that it is alive, and nothing else") { IsSilence = true };
            }

            saidNothingElse = 0;
            reader.Add(line);
        }

        if (_connection.IsCut) return new Ending(EndingKind.Hung, $"the driver said nothing for {patience.TotalSeconds:0.###} s") { IsSilence = true };
        return _connection.Budget <= 0
            ? new Ending(EndingKind.Garbage, $"the driver's answer has more than {MostAnswer} bytes")
            : new Ending(EndingKind.Died, "the driver ended in the middle of its answer");
    }

    private static Ending EndingOf(string line, string id)
    {
        var words = line.Split(' ', 4);
        if (words.Length < 3 || words[1] != id) throw new FormatException($"'{(line.Length > 60 ? line[..60] : line)}' does not end program {id}");
        var rest = words.Length > 3 ? words[3] : "";
        switch (words[2])
        {
            case "quiet": return new Ending(EndingKind.Quiet);
            case "still": return new Ending(EndingKind.Hung, "all threads sleep");
            case "hung": return new Ending(EndingKind.Hung, "nothing happened any more");
            case "busy": return new Ending(EndingKind.BusyLoop, "nothing happened any more, and a processor was busy");
            case "flood": return new Ending(EndingKind.Flood, "more events than the driver can keep");
            case "exited": return new Ending(EndingKind.Exited, $"the process exited with status {rest}");
            case "refused": throw new FormatException($"the driver refused the program: {rest}");
            case "crashed":
                if (!Signo.TryParse(rest, out var signo)) throw new FormatException($"'{rest}' is no signal");
                return new Ending(rest == "SIGABRT" || signo.Number == 6 ? EndingKind.Aborted : EndingKind.Crashed, $"killed by {rest}") { Signal = signo };
            default: throw new FormatException($"'{words[2]}' is no way to end");
        }
    }
}

/// <summary>What a driver said of a program.</summary>
internal sealed class DriverAnswer(AnswerReader reader)
{
    /// <summary>What it saw.</summary>
    public AnswerReader Reader { get; } = reader;

    /// <summary>How it ended.</summary>
    public Ending Ending { get; set; } = new(EndingKind.Died);
}
