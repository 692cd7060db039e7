using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioSpec.Judging;

/// <summary>
/// Decides whether the specification permits a history. It reads one event after the other and keeps bounds of what is
/// known; each outcome is put to the model's own rules. After something that is not permitted it drops what it knew of that
/// request and goes on.
/// </summary>
public sealed partial class Judge
{
    private readonly List<Finding> _findings = [];
    private readonly List<Doubt> _doubts = [];
    private readonly Knowledge _known;
    private readonly Senders _senders;
    private long _events;
    private bool _over;

    /// <summary>A judge of a history that starts so.</summary>
    public Judge(HistoryHeader header)
    {
        _known = new Knowledge(header) { Contradiction = (rule, scope, clause) => Report(rule, scope, clause) };
        _senders = new Senders(_known);
    }

    /// <summary>Judges a whole history.</summary>
    public static Verdict Of(History history)
    {
        var judge = new Judge(history.Header);
        foreach (var e in history.Events) judge.Add(e);
        return judge.Finish();
    }

    /// <summary>Judges the next event.</summary>
    public void Add(Event e)
    {
        _known.Advance(e, _events++);
        if (_crash is not null && e is not (FinalFile or Histories.End)) { Doubt("something happened after the crash"); return; }
        switch (e)
        {
            case Invoke invoke: Begin(_known.Thread(invoke.Thread), invoke.Call); break;
            case Return returned: End(returned); break;
            case SignalCaught caught: Caught(_known.Thread(caught.Thread), caught); break;
            case HandlerReturned: EndHandler(_known.Thread(e.Thread)); break;
            case CallbackStarted started: Callback(started); break;
            case CallbackReturned or ThreadEnded: if (_known.Knows(e.Thread)) _known.End(_known.Thread(e.Thread)); break;
            case FinalFile final: CheckFinal(final); break;
            case SystemCrashed: Crash(); break;
            case Histories.End end: EndOfHistory(end); break;
        }
    }

    /// <summary>The verdict. A history that has no end is judged as one that was cut.</summary>
    public Verdict Finish()
    {
        if (!_over && _events > 0) Doubt("the history has no end event: what is missing at its end is not judged");
        foreach (var path in _known.Files.All)
        {
            if (path.File?.Doubt is { } reason) Doubt($"bytes of {path.File.Path}: {reason}");
        }

        return new Verdict([.. _findings], [.. _doubts], _events);
    }

    /// <summary>Puts an outcome to a rule: learns from it where it is permitted, reports it where it is not.</summary>
    private bool Put(Rule rule, in Scope scope)
    {
        var before = _findings.Count;
        // The number is that of a list there.
        var forbidding = ReferenceEquals(rule, NotificationRules.List) ? rule.Forbids(_known, scope) : _known.Forbids(rule, scope);
        if (forbidding is { } clause)
        {
            Report(rule, scope, clause);
            return false;
        }

        rule.Learn(_known, scope);
        return before == _findings.Count;
    }

    /// <summary>Puts what was seen, in these words, to a rule; evidence is an earlier event, or none.</summary>
    private bool PutSeen(Rule rule, in Scope scope, string saw, long? evidence = null)
    {
        if (rule.Forbids(_known, scope) is not { } clause) return true;
        ImmutableArray<long> events = evidence is { } earlier ? [earlier, _known.Now.Sequence] : [_known.Now.Sequence];
        Report(clause.Id, scope, saw, Explain.Permitted("", clause, isSeen: true), events);
        return false;
    }

    private void Report(Rule rule, in Scope scope, Clause clause)
    {
        var refuted = _known.Refuted;
        var broken = refuted.Clause is { } promise && (clause.Observes || clause.Refutes.Contains(promise.Id)) ? promise : clause;
        var evidence = refuted.Clause is null || refuted.Event == _known.Now.Sequence
            ? ImmutableArray.Create(_known.Now.Sequence)
            : [refuted.Event, _known.Now.Sequence];
        var permitted = Explain.Permitted(Alternatives.Of(_known, rule, scope), broken, ReferenceEquals(broken, clause));
        // The number is that of a list there.
        var seen = ReferenceEquals(rule, NotificationRules.List) ? scope with { Request = -1 } : scope;
        Report(broken.Id, seen, Explain.Saw(_known, rule, seen), permitted, evidence);
    }

    private void Report(string id, in Scope scope, string saw, string permitted, ImmutableArray<long> evidence)
    {
        if (Causes.IsUnspecified(_known, scope)) return;
        var known = scope.Request >= 0 ? _known.Request(scope.Request) : null;
        _findings.Add(new Finding(Causes.Of(id, _known, scope), saw, permitted, evidence, known?.Tainted ?? false));
        if (known is not null) _known.Taint(known);
    }

    /// <summary>Reports something that must have come and has not.</summary>
    private void ReportOverdue(Progress progress, in Scope scope, string who)
    {
        Report(progress.Id, scope, $"{who}: nothing more came", $"{progress.Of}, since {progress.Once.Text}", [_known.Now.Sequence]);
    }

    private void Doubt(string reason) => _doubts.Add(new Doubt(reason, Math.Max(0, _events - 1)));
}
