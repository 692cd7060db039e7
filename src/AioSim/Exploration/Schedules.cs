namespace AioSim.Exploration;

/// <summary>The order among schedules in which one of several is taken.</summary>
internal static class Schedules
{
    /// <summary>The shortest, and of the shortest the least.</summary>
    public static Schedule Least(IEnumerable<Schedule> schedules) => schedules.Aggregate((a, b) => Compare(a, b) <= 0 ? a : b);

    public static int Compare(Schedule a, Schedule b) =>
        a.Choices.Length != b.Choices.Length ? a.Choices.Length.CompareTo(b.Choices.Length) : a.Choices.AsSpan().SequenceCompareTo(b.Choices.AsSpan());
}
