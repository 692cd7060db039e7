using AioSpec.Programs;

namespace AioSim.Shrinking;

/// <summary>Fewest deviations: a plan without those that the failure does not need.</summary>
internal static class PlanShrinker
{
    /// <summary>The plan without as many deviations as can be spared: none of those that are left can be.</summary>
    public static SchedulePlan Shrink(Program program, SchedulePlan plan, Trial trial)
    {
        for (var size = Math.Max(1, plan.Deviations.Length); size > 0 && plan.Deviations.Length > 0; size = Next(size, plan))
        {
            plan = WithoutParts(program, plan, size, trial);
            if (size == 1) break;
        }

        return plan;
    }

    private static int Next(int size, SchedulePlan plan) => Math.Max(1, Math.Min(size / 2, plan.Deviations.Length));

    private static SchedulePlan WithoutParts(Program program, SchedulePlan plan, int size, Trial trial)
    {
        var removed = true;
        while (removed)
        {
            removed = false;
            // From the end: what comes late depends on what comes before it, not the other way round.
            for (var from = plan.Deviations.Length - size; from > -size && !plan.Deviations.IsEmpty; from -= size)
            {
                var first = Math.Max(0, from);
                var fewer = plan with { Deviations = plan.Deviations.RemoveRange(first, Math.Min(size, plan.Deviations.Length - first)) };
                if (trial.Fails(program, fewer) is not { } found || found.Deviations.Length >= plan.Deviations.Length) continue;
                (plan, removed) = (found, true);
                from = Math.Min(from, plan.Deviations.Length);
            }

            if (size > 1) break;
        }

        return plan;
    }
}
