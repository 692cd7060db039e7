using System.Collections.Immutable;
using System.Globalization;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim;

/// <summary>Holds a run to what the program expects. What does not hold is noted, and the run goes on.</summary>
internal sealed partial class Expecting(Program program)
{
    private const int MostFailures = 1000;

    private readonly ImmutableArray<ExpectationFailure>.Builder _failures = ImmutableArray.CreateBuilder<ExpectationFailure>();
    private readonly int[] _times = new int[program.Expect.Notifications.Length];
    private readonly List<string> _order = [];

    /// <summary>What did not hold, in the order in which it was seen; at most 1000.</summary>
    public ImmutableArray<ExpectationFailure> Failures => _failures.ToImmutable();

    /// <summary>A notification has come: by a signal that was caught or taken, or by a function.</summary>
    public void Notified(in PendingSignal signal, string? function)
    {
        for (var i = 0; i < _times.Length; i++)
        {
            if (Matches(program.Expect.Notifications[i], signal, function)) _times[i]++;
        }

        if (signal.Cb is not null && program.Expect.NotificationOrder.Contains(signal.Cb)) _order.Add(signal.Cb);
    }

    /// <summary>A call with an expectation has returned.</summary>
    public void Check(CallSite site, in Answer answer, string thread, long time)
    {
        var expected = site.Expected!;
        string Name() => CallText.Print(site.Template); // Only where it is needed: most expectations hold.
        if (expected.Values is { } values && !values.Contains(answer.Value) && !(answer.Value == -1 && expected.Errnos is not null))
        {
            Add($"{Name()} returned {Show(answer, site.Template)}; expected {string.Join(" or ", values.Select(value => Show(value, site.Template)))}", site, ValueOf(site, answer), thread, time);
        }
        else if (answer.Value == -1 && expected.Errnos is { } errnos && !errnos.Contains(answer.Errno))
        {
            Add($"{Name()} returned {Show(answer, site.Template)}; expected {string.Join(" or ", errnos)}", site, ValueOf(site, answer), thread, time);
        }
        else if (answer.Value != -1 && expected is { Values: null, Errnos: not null })
        {
            Add($"{Name()} returned {Show(answer, site.Template)}; expected -1 with {string.Join(" or ", expected.Errnos.Value)}", site, ValueOf(site, answer), thread, time);
        }

        if (expected.Bytes is not null && !expected.Bytes.Equals(answer.Bytes))
        {
            Add($"{Name()} brought {answer.Bytes?.ToString() ?? "no bytes"}; expected {expected.Bytes}", site, "bytes", thread, time);
        }

        if (expected.AtNanoseconds is { } at && at != time) Add($"{Name()} returned at {Durations.Print(time)}; expected {Durations.Print(at)}", site, "time", thread, time);
    }

    /// <summary>The run is over.</summary>
    public void AtEnd(State state, Setting setting, ImmutableArray<string> blocked, long time)
    {
        CheckNotifications(time);
        foreach (var file in program.Expect.Files) CheckFile(state, file, time);
        foreach (var status in program.Expect.Statuses) CheckStatus(state, setting, status, time);
        if (program.Expect.EndNanoseconds is { } end && end != time) Add($"the run ended at {Durations.Print(time)}; expected {Durations.Print(end)}", "end", time);
        foreach (var thread in blocked.Except(program.Expect.Blocked)) Add($"thread {thread} is blocked for ever", $"blocked {thread}", time, thread);
        foreach (var thread in program.Expect.Blocked.Except(blocked)) Add($"thread {thread} was expected to be blocked, and has ended", $"not blocked {thread}", time, thread);
    }

    private void CheckNotifications(long time)
    {
        for (var i = 0; i < _times.Length; i++)
        {
            var expected = program.Expect.Notifications[i];
            if (_times[i] != expected.Times) Add($"{Show(expected)} came {_times[i]} times; expected {expected.Times}", Show(expected), time);
        }

        var order = program.Expect.NotificationOrder;
        if (!order.SequenceEqual(_order)) Add($"notifications came for {string.Join(", ", _order)}; expected {string.Join(", ", order)}", "order", time);
    }

    private void CheckFile(State state, ExpectedFile expected, long time)
    {
        var file = state.FileOf(expected.Path);
        if (file < 0)
        {
            Add($"there is no file {expected.Path}", $"no file {expected.Path}", time);
            return;
        }

        var content = state.ContentOf(file).ToData();
        if (!content.Equals(expected.Content)) Add($"{expected.Path} holds {content}; expected {expected.Content}", $"file {expected.Path}", time);
    }

    private void CheckStatus(State state, Setting setting, ExpectedStatus expected, long time)
    {
        var block = setting.Blocks.Find(expected.Cb);
        if (block < 0 || state.StatusOf(block) is not { } status)
        {
            Add($"{expected.Cb} was never accepted", $"no status {expected.Cb}", time);
            return;
        }

        if (!expected.Statuses.Contains(status)) Add($"the error status of {expected.Cb} is {Show(status)}; expected {string.Join(" or ", expected.Statuses.Select(Show))}", $"status {expected.Cb}", time);
    }

    private static bool Matches(ExpectedNotification expected, in PendingSignal signal, string? function) =>
        (expected.Signal is null ? function is not null : function is null && expected.Signal == signal.Signo)
        && (expected.Function is null || expected.Function == function)
        && (expected.Value is null || expected.Value == signal.Value);

    private static string Show(ExpectedNotification expected) =>
        $"the notification {expected.Signal?.ToString() ?? expected.Function}{(expected.Value is { } value ? $" with value {value}" : "")}";

    private static string Show(in Answer answer, Call call) => answer.Value == -1 ? $"-1 with {answer.Errno}" : Show(answer.Value, call);

    private static string Show(long value, Call call) => ValueText.NameOf(value, call) ?? value.ToString(CultureInfo.InvariantCulture);

    private static string Show(Errno status) => status == Errno.None ? "0" : status.ToString();

    private void Add(FormattableString message, CallSite site, string aspect, string thread, long time) =>
        Add(message, $"{thread}: {CallSubject.Of(site.Template)}, {aspect}", time, thread, site.Place);

    private void Add(FormattableString message, string subject, long time, string? thread = null, SourcePlace? place = null)
    {
        if (_failures.Count >= MostFailures) return;
        _failures.Add(new ExpectationFailure(FormattableString.Invariant(message), place, thread, time) { Subject = subject });
    }

    /// <summary>What was returned, where that does not change when sizes do.</summary>
    private static string ValueOf(CallSite site, in Answer answer) => answer.Value == -1 ? $"{answer.Errno}"
        : site.Template is AioError or AioCancel ? answer.Value.ToString(CultureInfo.InvariantCulture)
        : "value";
}
