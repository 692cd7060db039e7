using AioSpec.Programs;
using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>In which order requests of one file are processed (APPEND, PRIO): what a step of a request has to wait for.</summary>
public static class OrderRules
{
    private static readonly Fact Relaxed = Is.Declared("appends may be reordered", d => d.Profile.AppendsInOrder == false);

    private static readonly Fact Prioritized = Is.Declared(
        "requests of a file are processed by priority", Prioritizes);

    private static readonly Fact Character =
        Is.Request("it is a character special file", r => r.Description is { Type: FileType.Character } or { HoldsNothing: true });

    private static readonly Fact Stream = Is.Request("it is a stream", r => r.Description is { IsStream: true });

    /// <summary>Whether requests of a file are processed by priority (PRIO-03).</summary>
    public static bool Prioritizes(Declaration declared) => declared.Profile.Prioritized == true && (declared.Options & PosixOptions.PIO) != 0;

    /// <summary>Whether a request may overtake one that was submitted before it, since its priority is higher (APPEND-02).</summary>
    public static bool IsPreferred(RequestInfo later, RequestInfo earlier) => later.Block.Reqprio < earlier.Block.Reqprio;

    /// <summary>Whether two writes to one end of something that were submitted in this order keep it (APPEND-01, PRIO-04).</summary>
    public static bool KeepsOrder(Declaration declared, RequestInfo first, RequestInfo second) => !IsPreferred(second, first)
        && (declared.Profile.AppendsInOrder == true
        || (Prioritizes(declared) && first.Description is { Type: FileType.Character } && first.Block.Reqprio == second.Block.Reqprio));

    /// <summary>When a queued request may start.</summary>
    public static readonly Rule Start = new("start",
    [
        Only("PRIO-03", "the start", Anything, !Prioritized | Is.Every(Relation.Preferred, Is.Running | Is.CompleteDuring)),
        Only("PRIO-04", "the start", Anything, !Prioritized | !Character | new EarlierAppends(Is.Running | Is.CompleteDuring, Prioritized)),
        Only("APPEND-01", "the start", Anything, Relaxed | new EarlierAppends(Is.Running | Is.CompleteDuring, Prioritized)),
    ],
    []);

    /// <summary>When the bytes of a running request may move. On a stream, requests of a higher priority are served first.</summary>
    public static readonly Rule Transfer = new("transfer",
    [
        Only("PRIO-03", "the transfer", Anything, !Prioritized | !Stream | Is.Every(Relation.Preferred, Is.Transferred)),
        Only("PRIO-04", "the transfer", Anything, !Prioritized | !Character | new EarlierAppends(Is.Transferred, Prioritized)),
        Only("APPEND-01", "the transfer", Anything, Relaxed | new EarlierAppends(Is.Transferred, Prioritized)),
    ],
    []);
}

/// <summary>A fact holds for every append that was submitted before, but for those of a lower priority (APPEND-02).</summary>
internal sealed class EarlierAppends(Fact fact, Fact prioritized) : Fact
{
    public override string Text => $"for every append before: {fact.Text}";

    public override Truth Ask(IWorld world, in Scope scope)
    {
        var result = Truth.Yes;
        if (AppendsNothing(world.Info(scope.Request))) return result;
        var members = world.Members(Relation.AppendsBefore, scope);
        foreach (var member in members)
        {
            var lower = OrderRules.IsPreferred(world.Info(scope.Request), world.Info(member));
            var overtaken = lower ? prioritized.Ask(world, scope) : Truth.No;
            result = result.And(overtaken.Or(fact.Ask(world, scope.Of(member))));
        }

        return result;
    }

    internal override Fact Rest(Fixed stays, IWorld world, in Scope scope) =>
        (stays & Fixed.Submission) != 0 && AppendsNothing(world.Info(scope.Request)) ? Is.Always : this;

    /// <summary>What appends nothing is in nobody's way, and nobody in its.</summary>
    private static bool AppendsNothing(RequestInfo request) => request is { Appends: false } or { Nbytes: 0 };
}
