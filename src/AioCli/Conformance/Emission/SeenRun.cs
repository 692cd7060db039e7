using System.Collections.Immutable;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Conformance.Emission;

/// <summary>A history, looked at as the emitted program looks at its own run: by the calls of its bodies.</summary>
internal sealed class SeenRun
{
    private readonly Dictionary<CallKey, List<Result>> _results = [];
    private readonly Dictionary<CallKey, List<(int Order, Result Result)>> _timed = [];
    private readonly Dictionary<CallKey, int> _begun = [];
    private readonly Dictionary<NoticeKey, int> _notices = [];
    private readonly List<(CallKey Key, int Nth)?> _sites = [];
    private readonly History _history;

    public SeenRun(Program program, History history)
    {
        _history = history;
        var handlers = Targets.Statements.Calls(program).OfType<Sigaction>().ToLookup(s => s.Signo, s => s.Handler ?? "");
        var bodies = new Dictionary<string, Stack<string>>(StringComparer.Ordinal);
        var open = new Dictionary<string, Stack<CallKey>>(StringComparer.Ordinal);
        foreach (var e in history.Events)
        {
            if (!bodies.TryGetValue(e.Thread, out var body)) bodies[e.Thread] = body = new Stack<string>([e.Thread]);
            if (!open.TryGetValue(e.Thread, out var calls)) open[e.Thread] = calls = new Stack<CallKey>();
            (CallKey, int)? site = null;
            switch (e)
            {
                case CallbackStarted started:
                    body.Push(started.Function);
                    Note(new NoticeKey(default, started.Function, started.Value));
                    break;
                case SignalCaught caught:
                    body.Push(handlers[caught.Signo].LastOrDefault() ?? "");
                    Note(new NoticeKey(caught.Signo, null, caught.Value));
                    break;
                case HandlerReturned or CallbackReturned: body.TryPop(out _); break;
                case Invoke invoke:
                    var key = CallKeys.Of(body.Peek(), invoke.Call);
                    calls.Push(key);
                    _begun[key] = _begun.GetValueOrDefault(key) + 1;
                    site = (key, _begun[key] - 1);
                    break;
                case Return returned when calls.TryPop(out var ended):
                    if (!_results.TryGetValue(ended, out var results)) _results[ended] = results = [];
                    results.Add(returned.Result);
                    if (returned.Result.SigValue is { } value) Note(new NoticeKey(new Signo((int)returned.Result.Value), null, value));
                    site = (ended, results.Count - 1);
                    if (!_timed.TryGetValue(ended, out var timed)) _timed[ended] = timed = [];
                    timed.Add((_sites.Count, returned.Result));
                    break;
            }

            _sites.Add(site);
        }
    }

    /// <summary>What a call returned each time, with the place of that in the run.</summary>
    public IEnumerable<(int Order, Result Result)> Timed(CallKey key) => _timed.TryGetValue(key, out var timed) ? timed : [];

    public bool IsKilled => _history.Events.LastOrDefault() is End { Kind: EndKind.Crashed };

    public IEnumerable<CallKey> Calls => _begun.Keys;

    public IEnumerable<NoticeKey> Notices => _notices.Keys;

    /// <summary>The call whose invocation or return an event is.</summary>
    public (CallKey Key, int Nth)? SiteOf(int e) => _sites[e];

    public IEnumerable<Result> Results(CallKey key, int nth)
    {
        if (!_results.TryGetValue(key, out var results)) return [];
        return nth < 0 ? results : results.Skip(nth).Take(1);
    }

    public int Count(CallKey key) => _results.TryGetValue(key, out var results) ? results.Count : 0;

    public bool IsPending(CallKey key) => _begun.GetValueOrDefault(key) > Count(key);

    public int Times(NoticeKey key) => _notices.GetValueOrDefault(key);

    public Data? File(string path) => _history.Events.OfType<FinalFile>().LastOrDefault(f => f.Path == path)?.Content;

    private void Note(NoticeKey key) => _notices[key] = _notices.GetValueOrDefault(key) + 1;
}
