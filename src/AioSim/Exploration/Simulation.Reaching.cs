using AioSim.Exploration;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSim;

/// <content>What of the model a step reaches.</content>
internal sealed partial class Simulation
{
    /// <summary>Before a step: which requests it is about, with how far they are.</summary>
    public string[] PairsOf(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Start or StepKind.Transfer or StepKind.Complete or StepKind.Notify:
                return [Reached.Pair(Reached.NameOf(_state, step.Id), step.Kind.ToString().ToLowerInvariant())];
            case StepKind.Expire: return [.. _state.WaitedFor(step.Id).Select(r => Reached.Pair(Reached.NameOf(_state, r), "expire"))];
            case StepKind.Run: return PairsOf(_threads[step.Id]);
            default: return [];
        }
    }

    /// <summary>After a step: the rules that have spoken, with the outcomes they spoke of.</summary>
    public (Rule Rule, Outcome Outcome)[] RulesOf(Step step, IEnumerable<(Call Call, Result Result)> returned)
    {
        var rules = returned.Select(r => (Rule: Reached.RuleOf(r.Call), Outcome: new Outcome(r.Result.Value, r.Result.Errno)))
            .Where(r => r.Rule is not null).Select(r => (r.Rule!, r.Outcome));
        return step.Kind switch
        {
            StepKind.Start => [(OrderRules.Start, default)],
            StepKind.Transfer => [(OrderRules.Transfer, default)],
            StepKind.Notify => [(NotificationRules.Request, default)],
            StepKind.NotifyList => [(NotificationRules.List, default)],
            StepKind.Complete when _state.PhaseOf(step.Id) == Phase.Complete => RulesOfEnd(step.Id),
            _ => [.. rules],
        };
    }

    private (Rule Rule, Outcome Outcome)[] RulesOfEnd(int request)
    {
        var end = new Outcome(_state.ResultOf(request), _state.StatusOfRequest(request));
        var rules = new List<(Rule, Outcome)> { (CompletionRules.Step, end), (CompletionRules.Status, end) };
        if (end.Errno == Errno.None) rules.Add((CompletionRules.Result, end));
        return [.. rules];
    }

    private string[] PairsOf(SimulatedThread thread)
    {
        if (thread.Depth == 0 || !FindNext(thread.Top, out var next) || next?.Site is not { } site) return [];
        var name = Reached.NameOf(site.Template);
        if (!Reached.IsTold(name)) return [];
        var blocks = site.Prepared.Block >= 0 ? [site.Prepared.Block] : site.Prepared.List.Where(block => block >= 0).ToArray();
        if (site.Template is AioCancel { Cb: null } or Close && site.CanResolve(_variables)) return PairsOfDescriptor(site, name);
        return [.. blocks.Select(block => Reached.Pair(Reached.NameOf(_state, _state.CurrentOf(block)), name))];
    }

    private string[] PairsOfDescriptor(CallSite site, string name)
    {
        site.Resolve(_setting, _variables);
        var fildes = site.Prepared.Call is AioCancel cancel ? cancel.Fildes.Number : ((Close)site.Prepared.Call).Fildes.Number;
        return
        [
            .. Enumerable.Range(0, _setting.Blocks.Count).Select(_state.CurrentOf)
                .Where(request => request >= 0 && _state.Info(request).Block.Fildes.Number == fildes)
                .Select(request => Reached.Pair(Reached.NameOf(_state, request), name)),
        ];
    }
}
