using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>Who may submit a control block, and who may ask about it, where several bodies run at the same time.</summary>
internal static class Ownership
{
    /// <summary>Reports the blocks on which two bodies may collide.</summary>
    public static void Check(Program program, ProgramFacts facts, IReadOnlyDictionary<string, BodyKind> kinds, Action<string> report)
    {
        foreach (var (cb, use) in facts.Blocks)
        {
            var bodies = use.Submitters.Distinct(StringComparer.Ordinal).ToList();
            var chain = IsChain(program, facts, cb, use, kinds);
            if (bodies.Count > 1 && !chain) report($"{cb} is submitted by several bodies: {string.Join(", ", bodies)}");
            foreach (var body in bodies.Where(kinds.ContainsKey)) Callback(program, cb, body, use, kinds, report);
            if (use.SubmittedOnce || chain) continue;
            foreach (var asker in use.Askers.Where(asker => !bodies.Contains(asker))) report($"{asker}: what it is told of {cb} may be of another request");
        }
    }

    /// <summary>The control block of which a notification function runs on completion, if there is just one.</summary>
    public static string? BlockOf(string function, Program program, ProgramFacts facts)
    {
        var listed = Mentions.Calls(program).OfType<LioListio>().Any(l => l.Sig is { Notify: SigEventNotify.SIGEV_THREAD } sig && sig.Function == function);
        var blocks = facts.Blocks.Where(b => b.Value.Functions.Contains(function)).Select(b => b.Key).ToList();
        if (listed || blocks.Count != 1) return null;
        var use = facts.Blocks[blocks[0]];
        // Only one notification at a time tells of it: one request ever, or a chain in which each follows the one before.
        return use.SubmittedOnce || (use.Submitters.Contains(function) && !use.SubmittedInLoop) ? blocks[0] : null;
    }

    /// <summary>A thread submits a block once, and from then on only its own notification function submits it again (NOTIFY-16).</summary>
    private static bool IsChain(Program program, ProgramFacts facts, string cb, BlockUse use, IReadOnlyDictionary<string, BodyKind> kinds)
    {
        if (use.Submitters.Count != 2 || use.SubmittedInLoop || use.Functions.Count != 1) return false;
        var function = use.Functions.Single();
        return use.Submitters.Contains(function) && use.Submitters.Exists(body => !kinds.ContainsKey(body))
            && BlockOf(function, program, facts) == cb
            && use.Returners.All(body => body == function) && use.Holders.All(body => body == function);
    }

    private static void Callback(
        Program program, string cb, string function, BlockUse use, IReadOnlyDictionary<string, BodyKind> kinds, Action<string> report)
    {
        if (kinds[function] == BodyKind.Handler) report($"{function}: a handler cannot submit {cb} (2.4.3)");
        var body = program.Functions.First(f => f.Name == function).Body;
        var once = body.OfType<When>().Where(choice => IsOnce(program, choice)).SelectMany(choice => Mentions.All(choice.Then)).ToList();
        var guarded = once.OfType<Perform>().SelectMany(p => Mentions.SubmissionsOf(p.Call)).Count(s => s.Cb == cb);
        if (guarded != use.Submitters.Count(s => s == function)) report($"{function}: submits {cb} as often as it is called");
    }

    /// <summary>A branch that is taken once in a run: it sets the flag that it is guarded by.</summary>
    private static bool IsOnce(Program program, When choice)
    {
        if (choice.If is not { Kind: ConditionKind.NotFlag, Names: [var flag] } || choice.Then is not [SetFlag { Value: true } set, ..] || set.Flag != flag) return false;
        var guards = Mentions.All(program).OfType<When>().Count(w => w.If.Kind == ConditionKind.NotFlag && w.If.Names.Contains(flag) && w.Then.OfType<SetFlag>().Any());
        return guards == 1 && !Mentions.All(program).OfType<SetFlag>().Any(s => s.Flag == flag && !s.Value);
    }
}
