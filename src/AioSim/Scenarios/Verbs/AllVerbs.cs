using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>All calls that a scenario can make, by their names.</summary>
internal static class AllVerbs
{
    private const string Suffix = "64";

    /// <summary>The verbs, in the order of the documentation.</summary>
    public static ImmutableArray<Verb> All { get; } =
        [.. Submissions.All, .. Requests.All, .. Descriptors.All, .. Signals.All, .. Threads.All, .. Processes.All];

    /// <summary>Their names, those of LFS64 with them.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(v => v.Name), .. All.Where(v => v.HasLfs64).Select(v => v.Name + Suffix)];

    /// <summary>The verb with this name, and whether it is the name of LFS64; null where there is none.</summary>
    public static (Verb? Verb, bool Lfs64) Find(string name)
    {
        foreach (var verb in All)
        {
            if (verb.Name == name) return (verb, false);
            if (verb.HasLfs64 && name == verb.Name + Suffix) return (verb, true);
        }

        return (null, false);
    }

    /// <summary>The verb of a call, and its name.</summary>
    public static (Verb Verb, string Name) Of(Call call)
    {
        var verb = All.First(v => v.Is(call));
        return (verb, call.Lfs64 && verb.HasLfs64 ? verb.Name + Suffix : verb.Name);
    }
}
