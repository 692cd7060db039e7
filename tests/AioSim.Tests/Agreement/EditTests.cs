using System.Globalization;
using AioSpec.FsCheck;
using AioSpec.Text;
using Xunit.Abstractions;

namespace AioSim.Tests.Agreement;

/// <summary>
/// What may not be is noticed: after one visible edit of a run the judge refuses it, or the enumerator proves that the edited
/// history is permitted as well.
/// </summary>
public sealed class EditTests(ITestOutputHelper output)
{
    /// <summary>At most so many of a hundred edited histories may be left undecided, by the judge or by the enumerator.</summary>
    private const int MostUndecided = 12;

    /// <summary>At most so many of a hundred may be permitted by the judge although the model cannot do them. Each is printed.</summary>
    private const int MostMissed = 6;

    /// <summary>How many points the enumerator looks at; what it can explain it nearly always explains within this.</summary>
    private const int Budget = 300;

    /// <summary>How many histories are edited: AIOSIM_EDITS, or 200.</summary>
    private static int Histories { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AIOSIM_EDITS"), CultureInfo.InvariantCulture, out var count) ? count : 200;

    [Fact]
    public void An_edited_history_is_refused_or_proved_permitted()
    {
        var seen = new (EditedHistory Edit, Opinions Opinions)?[Histories];
        Parallel.For(0, Histories, seed => seen[seed] = SmallHistories.Edited(seed) is { } edit ? (edit, Opinions.OfPermitted(edit.History, Budget)) : null);
        var edited = seen.OfType<(EditedHistory Edit, Opinions Opinions)>().ToList();

        foreach (var kind in edited.GroupBy(e => e.Edit.Kind).OrderBy(g => g.Key, StringComparer.Ordinal)) Tell(kind.Key, [.. kind.Select(e => e.Opinions)]);
        Tell("all", [.. edited.Select(e => e.Opinions)]);

        var undecided = edited.Count(e => e.Opinions.IsUndecided);
        Assert.True(100 * undecided <= MostUndecided * edited.Count, $"{undecided} of {edited.Count} are undecided");
        var missed = edited.Where(e => e.Opinions.Stand == Stand.TooWeak).ToList();
        foreach (var (edit, opinions) in missed) output.WriteLine($"missed: {edit}\n{opinions}\n{HistoryText.Print(edit.History)}");
        Assert.True(100 * missed.Count <= MostMissed * edited.Count, $"{missed.Count} of {edited.Count} are neither refused nor permitted");
    }

    private void Tell(string kind, IReadOnlyList<Opinions> of)
    {
        var refused = of.Count(o => o.Stand == Stand.BothRefuse);
        var share = (100.0 * refused / of.Count).ToString("F1", CultureInfo.InvariantCulture);
        output.WriteLine($"{kind,-14} {of.Count,6} edited, {refused,6} refused ({share} %), {of.Count(o => o.Stand == Stand.BothPermit),5} proved permitted, {of.Count(o => o.IsUndecided),4} undecided");
    }
}
