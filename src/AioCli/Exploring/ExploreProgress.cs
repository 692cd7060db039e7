using System.Globalization;
using AioSim.Exploration;

namespace AioCli.Exploring;

/// <summary>How far a campaign is, in a line.</summary>
internal static class ExploreProgress
{
    /// <summary>The line.</summary>
    public static string Text(ScenarioWork current, IReadOnlyList<ScenarioWork> all, TimeSpan elapsed, ExploreSettings settings)
    {
        var parts = current.Items.Select(item => item.Progress).ToList();
        var seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        var schedules = parts.Sum(p => p.Schedules);
        var states = parts.Sum(p => p.States);
        var transitions = all.SelectMany(work => work.Items).Sum(item => item.Progress.Transitions);
        var files = all.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{all.Count(work => work.IsDone) + 1} of {all.Count}, ") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{files}{current.File.Path}: {schedules:N0} schedules, {states:N0} states, {transitions / seconds:N0} steps/s, depth {parts.Max(p => p.Depth)}, {parts.Max(p => p.Outcomes)} outcomes{Left(parts, elapsed, settings)}");
    }

    private static string Left(List<ExplorationProgress> parts, TimeSpan elapsed, ExploreSettings settings)
    {
        var known = parts.Where(p => p.Share >= 0).ToList();
        var share = known.Count == parts.Count ? known.Sum(p => p.Share) / (1000.0 * parts.Count) : 0;
        TimeSpan? left = share > 0.01 ? elapsed * ((1 - share) / share) : null;
        if (settings.Time is { } time && (left is null || time - elapsed < left)) left = time - elapsed;
        return left is { } span && span > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $", {span.TotalSeconds:N0} s left") : "";
    }
}
