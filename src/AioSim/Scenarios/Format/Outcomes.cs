using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSim.Scenarios.Yaml;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>What the values of a call are called.</summary>
internal enum Answers
{
    /// <summary>Numbers; an error number means -1 with that errno.</summary>
    Number,
    /// <summary>The statuses of aio_error: an error number is the function value itself.</summary>
    Status,
    /// <summary>AIO_CANCELED, AIO_NOTCANCELED, AIO_ALLDONE.</summary>
    Cancel,
    /// <summary>Signals.</summary>
    Signal,
}

/// <summary>One permitted outcome: a value, or -1 with an errno.</summary>
internal readonly record struct Outcome(long Value, Errno? Errno = null);

/// <summary>What a call is expected to return.</summary>
internal static class Outcomes
{
    private static readonly Dictionary<Answers, Shape<Expected>> s_shapes = Enum.GetValues<Answers>().ToDictionary(a => a, New);

    /// <summary>What a call with such answers is expected to return.</summary>
    public static Shape<Expected> Shape(Answers answers) => s_shapes[answers];

    private static Shape<Expected> New(Answers answers)
    {
        var expected = $"what it returns: {Words(answers)}, a list of these, or {{ value, error, bytes, at }}";
        var outcome = Word(answers, withErrors: true);
        return new Named<Expected>($"expect_{answers.ToString().ToLowerInvariant()}", new Choice<Expected>(
            expected,
            new As<ImmutableArray<Outcome>, Expected>(new Many<Outcome>(expected, outcome) { OrOne = true, AtLeast = 1 }, FromOutcomes, ToOutcomes)
            {
                If = e => e is { Bytes: null, AtNanoseconds: null } && IsPlain(e, answers),
            },
            Members(answers, expected)));
    }

    private static RecordShape<Expected> Members(Answers answers, string expected) =>
        new RecordShape<Expected>($"expected_{answers.ToString().ToLowerInvariant()}", expected,
            "What a call is expected to return.", new Expected())
        { Finish = Complete }
            .MayValue("value", "The permitted function values; any.", Values(answers), e => e.Values, (e, v) => e with { Values = v })
            .MayValue("error", "The permitted error numbers; the value is then -1.",
                new Many<Errno>("an error number or a list of them", Constants.Errno) { OrOne = true, AtLeast = 1 },
                e => e.Errnos, (e, v) => e with { Errnos = v })
            .May("bytes", "The bytes it brings.", DataShapes.Shape, e => e.Bytes, (e, v) => e with { Bytes = v })
            .MayValue("at", "The virtual time at which it returns.",
                Times.Duration, e => e.AtNanoseconds, (e, v) => e with { AtNanoseconds = v });

    private static As<ImmutableArray<Outcome>, ImmutableArray<long>> Values(Answers answers) => new(
        new Many<Outcome>($"{Words(answers)}, or a list of these", Word(answers, withErrors: false)) { OrOne = true, AtLeast = 1 },
        outcomes => [.. outcomes.Select(o => o.Value)],
        values => [.. values.Select(v => new Outcome(v))]);

    // An error without a value: the value is -1, whether alone or beside others.
    private static Expected Complete(Expected e, Mapping mapping, Reading reading) => e.Errnos is null
        ? e
        : e with { Values = e.Values is not { } values ? [-1] : values.Contains(-1) ? values : values.Add(-1) };

    private static Expected FromOutcomes(ImmutableArray<Outcome> outcomes)
    {
        var errors = outcomes.Where(o => o.Errno is not null).Select(o => o.Errno!.Value).ToImmutableArray();
        return new Expected { Values = [.. outcomes.Select(o => o.Value).Distinct()], Errnos = errors.IsEmpty ? null : errors };
    }

    private static ImmutableArray<Outcome> ToOutcomes(Expected expected)
    {
        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var value in expected.Values!.Value)
        {
            if (value == -1 && expected.Errnos is { } errnos) outcomes.AddRange(errnos.Select(e => new Outcome(-1, e)));
            else outcomes.Add(new Outcome(value));
        }

        return outcomes.ToImmutable();
    }

    // aio_error's own errors share their names with the statuses: they stand under `error`.
    private static bool IsPlain(Expected e, Answers answers) =>
        e.Values is { IsEmpty: false } && (e.Errnos is null || (answers != Answers.Status && e.Values.Value.Contains(-1)));

    private static string Words(Answers answers) => answers switch
    {
        Answers.Status => "a status such as 0, EINPROGRESS or ECANCELED",
        Answers.Cancel => "AIO_CANCELED, AIO_NOTCANCELED, AIO_ALLDONE or an error number",
        Answers.Signal => "a signal or an error number",
        _ => "a number or an error number",
    };

    private static Word<Outcome> Word(Answers answers, bool withErrors) => new(
        Words(answers), (string text, out Outcome value) => TryRead(text, answers, withErrors, out value), o => Print(o, answers))
    {
        Kinds = [ScalarKind.Int, ScalarKind.Text],
        Known = [.. Known(answers, withErrors)],
        Json = () => SchemaParts.Any(
            new JsonObject { ["type"] = "integer" },
            answers == Answers.Signal && !withErrors
                ? Constants.Signal.Json()
                : new JsonObject { ["enum"] = SchemaParts.Words(Known(answers, withErrors)) }),
    };

    private static IEnumerable<string> Known(Answers answers, bool withErrors)
    {
        IEnumerable<string> own = answers switch
        {
            Answers.Cancel => Enum.GetNames<AioCancelResult>(),
            Answers.Signal => Enumerable.Range(1, Signo.RealTimeMax).Select(n => new Signo(n).ToString()).Where(n => !char.IsAsciiDigit(n[0])),
            _ => [],
        };
        return withErrors || answers == Answers.Status ? own.Concat(Constants.Errno.Known!) : own;
    }

    private static bool TryRead(string text, Answers answers, bool withErrors, out Outcome value)
    {
        value = default;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) value = new Outcome(number);
        else if (answers == Answers.Cancel && Constants.TryName<AioCancelResult>(text, out var answer)) value = new Outcome((long)answer);
        else if (answers == Answers.Signal && Signo.TryParse(text, out var signal)) value = new Outcome(signal.Number);
        else if ((withErrors || answers == Answers.Status) && Constants.TryName<Errno>(text, out var errno) && errno != Errno.None)
        {
            value = answers == Answers.Status ? new Outcome((long)errno) : new Outcome(-1, errno);
        }
        else return false;
        return true;
    }

    private static string Print(Outcome outcome, Answers answers) => outcome switch
    {
        { Errno: { } errno } => errno.ToString(),
        { Value: <= 0 } when answers != Answers.Cancel => outcome.Value.ToString(CultureInfo.InvariantCulture),
        _ when answers == Answers.Status && Enum.IsDefined((Errno)outcome.Value) => ((Errno)outcome.Value).ToString(),
        _ when answers == Answers.Cancel && Enum.IsDefined((AioCancelResult)outcome.Value) => ((AioCancelResult)outcome.Value).ToString(),
        _ when answers == Answers.Signal => new Signo((int)outcome.Value).ToString(),
        _ => outcome.Value.ToString(CultureInfo.InvariantCulture),
    };
}
