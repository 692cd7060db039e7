using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>The lines <c>profile errors-by-call yes</c>: the choices that a target declares.</summary>
internal static class ProfileText
{
    private static readonly string[] s_answers = ["yes", "no"];

    private static readonly Choice[] s_choices =
    [
        new("errors-by-call", p => p.ErrorsByCall, (p, v) => p with { ErrorsByCall = v }),
        new("cancels-running", p => p.CancelsRunning, (p, v) => p with { CancelsRunning = v }),
        new("cancels-queued", p => p.CancelsQueued, (p, v) => p with { CancelsQueued = v }),
        new("einval-after-return", p => p.EinvalAfterReturn, (p, v) => p with { EinvalAfterReturn = v }),
        new("appends-in-order", p => p.AppendsInOrder, (p, v) => p with { AppendsInOrder = v }),
        new("close-cancels", p => p.CloseCancels, (p, v) => p with { CloseCancels = v }),
        new("prioritized", p => p.Prioritized, (p, v) => p with { Prioritized = v }),
        new("list-reports-elements", p => p.ListReportsElements, (p, v) => p with { ListReportsElements = v }),
        new("notifies-empty-list", p => p.NotifiesEmptyList, (p, v) => p with { NotifiesEmptyList = v }),
    ];

    private static readonly string[] s_words = [.. s_choices.Select(c => c.Word)];

    private sealed record Choice(string Word, Func<Profile, bool?> Get, Func<Profile, bool, Profile> Set);

    public static void Print(LineBuilder b, Profile profile)
    {
        foreach (var choice in s_choices)
        {
            if (choice.Get(profile) is { } value) b.Text("profile ").Text(choice.Word).Text(value ? " yes" : " no").NewLine();
        }
    }

    public static Profile Read(ref Cursor c, Profile profile)
    {
        var choice = s_choices[c.Choice("choice", s_words)];
        return choice.Set(profile, c.Choice("answer", s_answers) == 0);
    }
}
