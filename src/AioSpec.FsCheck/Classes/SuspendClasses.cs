using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Classes;

/// <summary>The classes of one aio_suspend.</summary>
internal static class SuspendClasses
{
    private const long Long = 100_000_000;

    public static void Collect(AioSuspend suspend, HashSet<string> submitted, BodyKind kind, ISet<string> reached)
    {
        if (kind == BodyKind.Handler) reached.Add("suspend:in-handler");
        foreach (var list in Lists(suspend, submitted)) reached.Add(ProgramClasses.Pair(list, Timeout(suspend.Timeout)));
    }

    private static IEnumerable<string> Lists(AioSuspend suspend, HashSet<string> submitted)
    {
        var blocks = suspend.List.OfType<string>().ToList();
        var different = blocks.Distinct(StringComparer.Ordinal).Count();
        if (different == 0) yield return "suspend:none";
        if (different == 1) yield return "suspend:one";
        if (different > 1) yield return "suspend:many";
        if (different < blocks.Count) yield return "suspend:twice-the-same";
        if (blocks.Count < suspend.List.Length) yield return "suspend:NULL-entry";
        if (blocks.Exists(cb => !submitted.Contains(cb))) yield return "suspend:another's";
    }

    private static string Timeout(Timespec? timeout) => timeout switch
    {
        null => "timeout:none",
        { IsValid: false } => "timeout:invalid",
        { TotalNanoseconds: 0 } => "timeout:0",
        { TotalNanoseconds: < Long } => "timeout:short",
        _ => "timeout:long",
    };
}
