namespace AioSpec.Model.Rules;

/// <summary>
/// One broken sentence may show in others: who takes another file for the one that was closed reads what is not there, fails as
/// that file fails, and so on. It is told by the sentence that is the cause.
/// </summary>
public static class Causes
{
    private static readonly string[] s_ofTheFile = ["READ-", "WRITE-", "FSYNC-04", "FSYNC-05", "FSYNC-12", "SUB-", "ERROR-02"];

    private static readonly (string Id, Fact Holds, string[] Shows)[] s_all =
    [
        ("LIO-17", Is.Told(Tell.LeftOut), [""]),
        ("LIO-16", Is.Told(Tell.OnDescriptorOfRejectedList), ["CANCEL-07", "CANCEL-08"]),
        ("SUB-05", Arguments.NotOpen, ["SUB-08"]),
        ("SUB-05", Is.Told(Tell.TakenSince), ["READ-06", "WRITE-04"]),
        ("CLOSE-06", Is.Told(Tell.ReplacedSince), s_ofTheFile),
        ("CLOSE-02", Is.Told(Tell.ClosedSince), s_ofTheFile),
    ];

    /// <summary>The requirement that is broken where this one seems to be.</summary>
    public static string Of(string id, IWorld world, in Scope scope)
    {
        foreach (var (cause, holds, shows) in s_all)
        {
            if (Array.Exists(shows, start => id.StartsWith(start, StringComparison.Ordinal)) && holds.Ask(world, scope) == Truth.Yes) return cause;
        }

        return id;
    }

    /// <summary>What becomes of an opcode that is none is told by the rationale alone (LIO-08).</summary>
    public static bool IsUnspecified(IWorld world, in Scope scope) => scope.Request >= 0 && Arguments.BadOpcode.Ask(world, scope) == Truth.Yes;
}
