using System.Collections.Immutable;
using System.Globalization;
using AioSim;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Targets.Drivers;

/// <summary>
/// Holds what was seen on a real target to what the program expects: results, bytes, notifications, files, statuses. Virtual
/// times and the exact order of notifications say nothing about such a target.
/// </summary>
internal sealed class Expecting(Program program)
{
    private const int MostFailures = 1000;

    private readonly ImmutableArray<ExpectationFailure>.Builder _failures = ImmutableArray.CreateBuilder<ExpectationFailure>();
    private readonly int[] _times = new int[program.Expect.Notifications.Length];
    private readonly Dictionary<string, Errno> _statuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Data> _files = new(StringComparer.Ordinal);

    /// <summary>What did not hold.</summary>
    public ImmutableArray<ExpectationFailure> Failures => _failures.ToImmutable();

    /// <summary>How many expectations say nothing about a real target.</summary>
    public static int NotApplicable(Program program) =>
        Statements.Performs(program).Count(p => p.Expected?.AtNanoseconds is not null)
        + (program.Expect.EndNanoseconds is null ? 0 : 1)
        + (program.Expect.NotificationOrder.IsDefaultOrEmpty ? 0 : 1);

    /// <summary>A call has returned.</summary>
    public void Returned(Perform statement, Result result, string thread, long time)
    {
        Told(statement.Call, result);
        if (result.Value > 0 && statement.Call is Sigwait) Notified(new Signo((int)result.Value), null, result.SigValue ?? default);
        if (statement.Expected is not { } expected) return;
        var name = CallText.Print(statement.Call);
        if (!IsPermitted(expected, result)) Add($"{name} returned {Show(result)}; expected {Permitted(expected)}", statement.Place, thread, time);
        if (expected.Bytes is { } bytes && !bytes.Equals(result.Bytes))
        {
            Add($"{name} brought {result.Bytes?.ToString() ?? "no bytes"}; expected {bytes}", statement.Place, thread, time);
        }
    }

    /// <summary>What the target said of a request.</summary>
    public void Told(Call call, Result result)
    {
        switch (call)
        {
            case AioError c when result.Value >= 0 && result.Value != (long)Errno.EINPROGRESS: _statuses[c.Cb] = (Errno)result.Value; break;
            case AioReturn c when result.Value >= 0: _statuses[c.Cb] = Errno.None; break;
            case AioRead c: _statuses.Remove(c.Cb); break;
            case AioWrite c: _statuses.Remove(c.Cb); break;
            case AioFsync c: _statuses.Remove(c.Cb); break;
            case LioListio c: foreach (var element in c.List) _statuses.Remove(element?.Cb ?? ""); break;
            default: break;
        }
    }

    /// <summary>A notification has come.</summary>
    public void Notified(Signo signo, string? function, SigVal value)
    {
        for (var i = 0; i < _times.Length; i++)
        {
            var expected = program.Expect.Notifications[i];
            var same = function is null ? expected.Function is null && expected.Signal == signo : expected.Function == function || (expected.Function is null && expected.Signal is null);
            if (same && (expected.Value is null || expected.Value == value)) _times[i]++;
        }
    }

    /// <summary>The bytes of a file at the end.</summary>
    public void Final(FinalFile file) => _files[file.Path] = file.Content;

    /// <summary>The program is over, quietly.</summary>
    public void AtEnd(IReadOnlyCollection<string> blocked, long time)
    {
        var expect = program.Expect;
        for (var i = 0; i < _times.Length; i++)
        {
            if (_times[i] != expect.Notifications[i].Times) Add($"the notification {Show(expect.Notifications[i])} came {_times[i]} times; expected {expect.Notifications[i].Times}", time);
        }

        foreach (var file in expect.Files)
        {
            if (!_files.TryGetValue(file.Path, out var content)) Add($"there is no file {file.Path}", time);
            else if (!content.Equals(file.Content)) Add($"{file.Path} holds {content}; expected {file.Content}", time);
        }

        foreach (var status in expect.Statuses)
        {
            if (_statuses.TryGetValue(status.Cb, out var seen) && !status.Statuses.Contains(seen))
            {
                Add($"the error status of {status.Cb} is {Show(seen)}; expected {string.Join(" or ", status.Statuses.Select(Show))}", time);
            }
        }

        foreach (var thread in blocked.Except(expect.Blocked)) Add($"thread {thread} is blocked for ever", time);
        foreach (var thread in expect.Blocked.Except(blocked)) Add($"thread {thread} was expected to be blocked, and has ended", time);
    }

    private static bool IsPermitted(Expected expected, Result result)
    {
        if (result.Value == -1 && expected.Errnos is { } errnos) return errnos.Contains(result.Errno);
        return expected.Values is { } values ? values.Contains(result.Value) : expected.Errnos is null || result.Value == -1;
    }

    private static string Permitted(Expected expected) => string.Join(" or ",
        (expected.Values ?? []).Where(v => v != -1 || expected.Errnos is null).Select(v => v.ToString(CultureInfo.InvariantCulture))
            .Concat((expected.Errnos ?? []).Select(e => $"-1 with {e}")));

    private static string Show(ExpectedNotification expected) =>
        $"{expected.Signal?.ToString() ?? expected.Function}{(expected.Value is { } value ? $" with value {value}" : "")}";

    private static string Show(Result result) => result.Value == -1 ? $"-1 with {result.Errno}" : result.Value.ToString(CultureInfo.InvariantCulture);

    private static string Show(Errno status) => status == Errno.None ? "0" : status.ToString();

    private void Add(FormattableString message, long time) => Add(message, null, null, time);

    private void Add(FormattableString message, SourcePlace? place, string? thread, long time)
    {
        if (_failures.Count < MostFailures) _failures.Add(new ExpectationFailure(FormattableString.Invariant(message), place, thread, time));
    }
}
