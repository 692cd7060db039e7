using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>The gates of a program.</summary>
internal static class Gates
{
    /// <summary>The gates that something waits for: a thread, or a transfer.</summary>
    public static IEnumerable<string> Needed(Program program) => Mentions.Calls(program).OfType<AwaitGate>().Select(a => a.Gate)
        .Concat(program.Device.Rules.Select(r => r.StallUntil).OfType<string>()).Distinct(StringComparer.Ordinal);
}
