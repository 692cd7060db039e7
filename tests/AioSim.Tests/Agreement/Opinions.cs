using AioSim.Tests.Oracle;
using AioSpec.Histories;
using AioSpec.Judging;

namespace AioSim.Tests.Agreement;

/// <summary>How the judge and the enumerator stand to each other.</summary>
internal enum Stand
{
    /// <summary>Both say that the history is permitted.</summary>
    BothPermit,
    /// <summary>Both say that it is not.</summary>
    BothRefuse,
    /// <summary>The judge permits what the model cannot do.</summary>
    TooWeak,
    /// <summary>The judge refuses what the model can do.</summary>
    TooStrict,
    /// <summary>The judge could not tell.</summary>
    JudgeCannotTell,
    /// <summary>The enumerator could not tell: a bound was reached.</summary>
    OracleCannotTell,
}

/// <summary>What the judge and the enumerator say of one history.</summary>
internal sealed record Opinions(Verdict Verdict, Explanation? Explanation, Stand Stand)
{
    /// <summary>One of the two could not tell.</summary>
    public bool IsUndecided => Stand is Stand.JudgeCannotTell or Stand.OracleCannotTell;

    /// <summary>Asks both; the enumerator gives up when it has looked at so many points.</summary>
    public static Opinions Of(History history, int budget)
    {
        var verdict = Judge.Of(history);
        if (verdict.Answer == Answer.Inconclusive) return new(verdict, null, Stand.JudgeCannotTell);
        var explanation = HistoryOracle.Explain(history, budget);
        return new(verdict, explanation, (verdict.Answer, explanation.Kind) switch
        {
            (_, ExplanationKind.GaveUp) => Stand.OracleCannotTell,
            (Answer.Permitted, ExplanationKind.Proved) => Stand.BothPermit,
            (Answer.Permitted, _) => Stand.TooWeak,
            (_, ExplanationKind.Proved) => Stand.TooStrict,
            _ => Stand.BothRefuse,
        });
    }

    /// <summary>Asks the enumerator only where the judge permits: what the judge refuses is refused.</summary>
    public static Opinions OfPermitted(History history, int budget)
    {
        var verdict = Judge.Of(history);
        return verdict.Answer == Answer.NotPermitted ? new(verdict, null, Stand.BothRefuse) : Of(history, budget);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Stand}: the judge {(Verdict.Findings.IsEmpty ? "permits it" : $"finds {string.Join(", ", Verdict.Findings.Select(f => $"{f.Requirement} ({f.Saw})"))}")}, the enumerator: {Explanation}";
}
