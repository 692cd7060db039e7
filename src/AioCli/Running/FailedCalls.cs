using AioSim;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Running;

/// <summary>
/// Finds the returns at which expectations failed. A failure tells its statement, thread and time; so it is the returns of a call
/// that is told as the statement's there and then.
/// </summary>
internal sealed class FailedCalls
{
    private readonly HashSet<(string? Thread, long Time, string Call)> _failed = [];
    private readonly Dictionary<string, Stack<string>> _open = new(StringComparer.Ordinal);

    /// <summary>Of a run of this program.</summary>
    public FailedCalls(Program program, IReadOnlyCollection<ExpectationFailure> failures)
    {
        if (failures.Count == 0) return;
        var calls = program.Threads.SelectMany(t => Calls(t.Body)).Concat(program.Functions.SelectMany(f => Calls(f.Body)));
        var byPlace = calls.Where(c => c.Place is not null).ToLookup(c => c.Place!, c => CallSubject.Of(c.Call));
        foreach (var failure in failures.Where(f => f.Place is not null))
        {
            foreach (var call in byPlace[failure.Place!]) _failed.Add((failure.Thread, failure.Time, call));
        }
    }

    /// <summary>Whether an expectation failed at the next event. Has to be asked for every event.</summary>
    public bool IsAt(Event e)
    {
        if (e is Invoke invoke) OpenOf(e.Thread).Push(CallSubject.Of(invoke.Call));
        return e is Return && OpenOf(e.Thread).TryPop(out var call) && _failed.Contains((e.Thread, e.Time, call));
    }

    private Stack<string> OpenOf(string thread)
    {
        if (!_open.TryGetValue(thread, out var open)) _open[thread] = open = new Stack<string>();
        return open;
    }

    private static IEnumerable<Perform> Calls(IEnumerable<Statement> body) => body.SelectMany(statement => statement switch
    {
        Perform perform => [perform],
        Repeat repeat => Calls(repeat.Body),
        When choice => Calls(choice.Then).Concat(Calls(choice.Otherwise)),
        _ => Enumerable.Empty<Perform>(),
    });
}
