using AioSpec.Catalogue;
using AioSpec.FsCheck;
using AioSpec.Histories;
using AioSpec.Text;
using FsCheck.Fluent;

namespace AioSpec.FsCheckTests;

public sealed class HistoryEditsTests
{
    private const int EditsOfEach = 30;

    private static readonly List<History> s_histories = [.. Examples.All.Select(e => HistoryText.Parse(e.Permitted, e.Id))];

    [Fact]
    public void An_edited_history_is_another_one_and_can_be_read_back()
    {
        foreach (var (history, edited) in Edited())
        {
            var text = HistoryText.Print(edited.History);

            Assert.NotEqual(HistoryText.Print(history), text);
            Assert.Equal(text, HistoryText.Print(HistoryText.Parse(text, edited.Description)));
        }
    }

    [Fact]
    public void Every_kind_of_edit_is_made()
    {
        string[] kinds = ["value", "errno", "status", "byte", "file", "drop", "double", "notification", "order", "time", "lost"];

        Assert.Equal(kinds.Order(StringComparer.Ordinal), Edited().Select(e => e.Edited.Kind).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_gives_the_same_edit() =>
        Assert.Equal(HistoryEdits.Edit(s_histories[0], 5)!.Description, HistoryEdits.Edit(s_histories[0], 5)!.Description);

    [Fact]
    public void FsCheck_generates_edits() => Assert.All(HistoryEdits.Of(s_histories[0]).Sample(10, 20), edited => Assert.NotEmpty(edited.Description));

    private static IEnumerable<(History History, EditedHistory Edited)> Edited() =>
        from history in s_histories
        from seed in Enumerable.Range(0, EditsOfEach)
        let edited = HistoryEdits.Edit(history, (ulong)seed)
        where edited is not null
        select (history, edited);
}
