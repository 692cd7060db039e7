using System.Collections.Immutable;
using AioSpec.FsCheck.Changes;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioCli.Conformance.Findings;

/// <summary>
/// The choices that a target was seen to make where the standard leaves one. A choice was seen in a history if the history
/// would be refused of a target that declares the other one. Of some choices nothing can be seen, as the other one permits all that
/// they do; there it is told whether the target has kept to one of them in every run in which it would have shown that it did not.
/// </summary>
internal sealed class ChoicesSeen
{
    /// <summary>More runs than these say no more, and each is long to look at.</summary>
    private const int MostKept = 20;

    private static readonly Point[] s_points =
    [
        new("errors-by-call", (p, v) => p with { ErrorsByCall = v }),
        // Whether a request runs or is queued is nowhere to be seen, but whether one of the two is canceled is.
        new("cancels", (p, v) => p with { CancelsRunning = v, CancelsQueued = v }),
        new("cancels-running", (p, v) => p with { CancelsRunning = v }),
        new("cancels-queued", (p, v) => p with { CancelsQueued = v }),
        new("einval-after-return", (p, v) => p with { EinvalAfterReturn = v }),
        new("appends-in-order", (p, v) => p with { AppendsInOrder = v }) { Keeps = new(true, "APPEND-01", "APPEND-01") },
        new("close-cancels", (p, v) => p with { CloseCancels = v }) { Keeps = new(false, "CLOSE-01", "CLOSE-02") },
        new("prioritized", (p, v) => p with { Prioritized = v }) { Keeps = new(true, "PRIO-03", "PRIO-03") },
        new("list-reports-elements", (p, v) => p with { ListReportsElements = v }),
        new("notifies-empty-list", (p, v) => p with { NotifiesEmptyList = v }),
    ];

    private readonly bool[,] _seen = new bool[s_points.Length, 2];
    private readonly int[] _kept = new int[s_points.Length];
    private readonly Lock _lock = new();

    /// <summary>The points at which a choice is left, in the order of the documentation, with what was seen there.</summary>
    public ImmutableArray<ChoiceSeen> All => [.. s_points.Select((point, index) => At(point, index))];

    /// <summary>Learns from a history that is permitted.</summary>
    /// <param name="history">The history.</param>
    /// <param name="claims">The requirements that its program is for.</param>
    public void Learn(History history, ImmutableArray<string> claims)
    {
        var undeclared = With(history, Profile.Undeclared);
        for (var index = 0; index < s_points.Length; index++)
        {
            var point = s_points[index];
            for (var choice = 0; choice < 2; choice++)
            {
                if (_seen[index, choice] || !Refused(undeclared, point.With(Profile.Undeclared, choice == 0))) continue;
                lock (_lock) _seen[index, choice] = true;
            }

            if (point.Keeps is not { } keeps || _kept[index] >= MostKept || !claims.Contains(keeps.Claim) || !Shows(undeclared, point, keeps)) continue;
            lock (_lock) _kept[index]++;
        }
    }

    private ChoiceSeen At(Point point, int index)
    {
        ImmutableArray<string> seen = [.. ((int[])[1, 0]).Where(choice => _seen[index, choice]).Select(choice => Word(choice == 1))];
        return seen.IsEmpty && point.Keeps is { } keeps && _kept[index] > 0
            ? new ChoiceSeen(point.Name, seen) { Kept = Word(keeps.Choice), Runs = _kept[index] }
            : new ChoiceSeen(point.Name, seen);
    }

    private static string Word(bool choice) => choice ? "yes" : "no";

    /// <summary>Whether the history is one of a target that declares the choice, and a single change of it would not be.</summary>
    private static bool Shows(History history, Point point, Keeps keeps)
    {
        var declared = point.With(Profile.Undeclared, keeps.Choice);
        return !Refused(history, declared) && SingleChanges.Exercised(With(history, declared), [keeps.Requirement]).Contains(keeps.Requirement);
    }

    private static bool Refused(History history, Profile profile) => Judge.Of(With(history, profile)).Answer == Answer.NotPermitted;

    private static History With(History history, Profile profile) =>
        history with { Header = history.Header with { Declaration = history.Header.Declaration with { Profile = profile } } };

    private sealed record Point(string Name, Func<Profile, bool, Profile> With)
    {
        public Keeps? Keeps { get; init; }
    }

    /// <summary>The choice that no history proves.</summary>
    /// <param name="Choice">It.</param>
    /// <param name="Requirement">What a target that declares it would break by the other one.</param>
    /// <param name="Claim">Programs that are for this requirement are those in which that can happen.</param>
    private sealed record Keeps(bool Choice, string Requirement, string Claim);
}
