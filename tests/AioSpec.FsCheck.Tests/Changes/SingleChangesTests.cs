using AioSpec.Catalogue;
using AioSpec.FsCheck.Changes;
using AioSpec.Text;

namespace AioSpec.FsCheckTests.Changes;

public sealed class SingleChangesTests
{
    public static TheoryData<string> Observable => [.. Requirements.All.Where(r => r.IsObservable).Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Observable))]
    public void A_single_change_of_the_permitted_example_breaks_its_requirement(string id)
    {
        var example = Examples.Of(id)!;

        Assert.Contains(id, SingleChanges.Exercised(HistoryText.Parse(example.Permitted, id), [id]));
    }

    [Fact]
    public void A_history_in_which_nothing_was_submitted_exercises_no_completion()
    {
        var history = HistoryText.Parse("aiosim-history 1\ntarget t\n---\n1 T1 > pipe()\n2 T1 < 3 4\n3 - end quiet\n", "t");

        Assert.DoesNotContain(SingleChanges.Exercised(history), id => id.StartsWith("ERROR", StringComparison.Ordinal) || id.StartsWith("READ", StringComparison.Ordinal));
    }
}
