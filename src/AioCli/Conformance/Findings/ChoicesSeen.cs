using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioCli.Conformance.Findings;

/// <summary>
/// The choices that a target was seen to make where the standard leaves one. A choice was seen in a history if the history
/// would be refused of a target that declares the other one.
/// </summary>
internal sealed class ChoicesSeen
{
    private static readonly (string Name, Func<Profile, bool?> Declared, Func<Profile, bool, Profile> With)[] s_points =
    [
        ("errors-by-call", p => p.ErrorsByCall, (p, v) => p with { ErrorsByCall = v }),
        ("cancels-running", p => p.CancelsRunning, (p, v) => p with { CancelsRunning = v }),
        ("cancels-queued", p => p.CancelsQueued, (p, v) => p with { CancelsQueued = v }),
        ("einval-after-return", p => p.EinvalAfterReturn, (p, v) => p with { EinvalAfterReturn = v }),
        ("appends-in-order", p => p.AppendsInOrder, (p, v) => p with { AppendsInOrder = v }),
        ("close-cancels", p => p.CloseCancels, (p, v) => p with { CloseCancels = v }),
        ("prioritized", p => p.Prioritized, (p, v) => p with { Prioritized = v }),
        ("list-reports-elements", p => p.ListReportsElements, (p, v) => p with { ListReportsElements = v }),
        ("notifies-empty-list", p => p.NotifiesEmptyList, (p, v) => p with { NotifiesEmptyList = v }),
    ];

    private readonly bool[,] _seen = new bool[s_points.Length, 2];
    private readonly Lock _lock = new();

    /// <summary>The points at which a choice is left, in the order of the documentation.</summary>
    public static IEnumerable<string> Points => s_points.Select(p => p.Name);

    /// <summary>The choices seen at a point: <c>yes</c>, <c>no</c>, both or none.</summary>
    public IReadOnlyList<string> At(string point)
    {
        var index = Array.FindIndex(s_points, p => p.Name == point);
        return [.. ((int[])[1, 0]).Where(choice => _seen[index, choice]).Select(choice => choice == 1 ? "yes" : "no")];
    }

    /// <summary>Learns from a history that is permitted.</summary>
    public void Learn(History history)
    {
        var undeclared = With(history, Profile.Undeclared);
        for (var point = 0; point < s_points.Length; point++)
        {
            for (var choice = 0; choice < 2; choice++)
            {
                if (_seen[point, choice] || !Refused(undeclared, s_points[point].With(Profile.Undeclared, choice == 0))) continue;
                lock (_lock) _seen[point, choice] = true;
            }
        }
    }

    private static bool Refused(History history, Profile profile) => Judge.Of(With(history, profile)).Answer == Answer.NotPermitted;

    private static History With(History history, Profile profile) =>
        history with { Header = history.Header with { Declaration = history.Header.Declaration with { Profile = profile } } };
}
