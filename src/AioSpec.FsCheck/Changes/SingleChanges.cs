using AioSpec.Histories;
using AioSpec.Judging;

namespace AioSpec.FsCheck.Changes;

/// <summary>
/// Every single change of a history that an observer would see: another result, a notification more or less, a call that
/// does not return, a crash. A requirement is <em>exercised</em> by a run where one of them would have been refused with
/// its id: had the implementation got it wrong, the run would have shown it.
/// </summary>
public static class SingleChanges
{
    /// <summary>What a longer history exercises takes longer to find out than it is worth.</summary>
    private const int MostEvents = 600;

    /// <summary>The changed histories, always in the same order.</summary>
    public static IEnumerable<History> Of(History history)
    {
        var calls = Pairing.Of(history);
        return ResultChanges.Of(history, calls)
            .Concat(ByteChanges.Of(history))
            .Concat(NotificationChanges.Of(history))
            .Concat(OrderChanges.Of(history, calls))
            .Concat(EndChanges.Of(history));
    }

    /// <summary>The ids of the requirements that a history exercises.</summary>
    /// <param name="history">A history that is permitted.</param>
    /// <param name="wanted">Stops as soon as all of these were found; null looks for all there are.</param>
    public static IReadOnlySet<string> Exercised(History history, IReadOnlyCollection<string>? wanted = null)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var thin = Polls.Thin(history);
        if (thin.Events.Length > MostEvents) return found;
        foreach (var changed in Of(thin))
        {
            foreach (var violation in Judge.Of(changed).Violations) found.Add(violation.Requirement);
            if (wanted is not null && found.IsSupersetOf(wanted)) break;
        }

        return found;
    }
}
