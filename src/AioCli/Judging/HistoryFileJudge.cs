using System.Collections.Immutable;
using AioCli.Shell;
using AioSpec.Judging;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Judging;

/// <summary>
/// Judges a history file event by event. Memory grows with what is open at a time and with what is found, not with the file:
/// the events that prove a finding are taken from the file in a second pass, where there is a finding.
/// </summary>
internal static class HistoryFileJudge
{
    private const string Expected = "a history in its text form (docs/formats.md)";
    private const int EventsBetweenLooks = 1 << 14;

    /// <summary>Judges it. What is wrong with the file is told in the result.</summary>
    /// <exception cref="OperationCanceledException">The session was interrupted.</exception>
    public static JudgedHistory Judge(Session session, string path)
    {
        try
        {
            if (path != Inputs.Standard) return Judge(session, path, () => Open(session, path), () => Open(session, path));
            using var copy = new TemporaryText();
            return Judge(session, path, () => new CopyingReader(new StreamReader(session.Input()), copy.Writer), copy.Read);
        }
        catch (TextFormatError e)
        {
            return new JudgedHistory { Path = path, Error = e.Message, ErrorPlace = new SourcePlace(e.File, e.Line, e.Column) };
        }
        catch (UserError e)
        {
            return new JudgedHistory { Path = path, Error = e.Message };
        }
        catch (IOException e)
        {
            return new JudgedHistory { Path = path, Error = $"{path}: it cannot be read ({Inputs.Reason(e)})" };
        }
    }

    private static StreamReader Open(Session session, string path) => Inputs.OpenText(session, path, Expected);

    private static JudgedHistory Judge(Session session, string path, Func<TextReader> first, Func<TextReader> second)
    {
        string target;
        Verdict verdict;
        using (var text = first())
        {
            var reader = new HistoryReader(text, path);
            target = reader.Header.Target;
            verdict = Verdict(session, path, reader);
        }

        var wanted = verdict.Findings.SelectMany(f => f.Evidence).Concat(verdict.Doubts.Select(d => d.Event)).ToImmutableSortedSet();
        if (wanted.Count == 0) return new JudgedHistory { Path = path, Target = target, Verdict = verdict };
        using var again = second();
        return new JudgedHistory { Path = path, Target = target, Verdict = verdict, Proofs = Proofs(session, new HistoryReader(again, path), wanted) };
    }

    private static Verdict Verdict(Session session, string path, HistoryReader reader)
    {
        var judge = new Judge(reader.Header);
        for (long count = 1; reader.Read() is { } e; count++)
        {
            judge.Add(e);
            if (count % EventsBetweenLooks == 0) Look(session, path, count);
        }

        session.Ui.Progress("");
        return judge.Finish();
    }

    private static void Look(Session session, string path, long count)
    {
        session.Interrupted.ThrowIfCancellationRequested();
        session.Ui.Progress(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: {count:N0} events"));
    }

    private static ImmutableSortedDictionary<long, Proof> Proofs(Session session, HistoryReader reader, ImmutableSortedSet<long> wanted)
    {
        var proofs = ImmutableSortedDictionary.CreateBuilder<long, Proof>();
        using var lines = new EventLines(reader.Header);
        for (long number = 0; number <= wanted[^1] && reader.Read() is { } e; number++)
        {
            var line = lines.Next(e);
            if (wanted.Contains(number)) proofs[number] = new Proof(number, reader.Line, line);
            if (number % EventsBetweenLooks == 0) session.Interrupted.ThrowIfCancellationRequested();
        }

        return proofs.ToImmutable();
    }
}
