namespace VerifyStandIn.Tests.Internals;

public sealed class ComparisonTests : SnapshotFixture
{
    [Theory]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a\nb\n", "a\nb")]
    [InlineData("a\r\nb\r\n", "a\nb")]
    [InlineData("\uFEFFa\nb", "a\nb")]
    [InlineData("a\n", "a\n")]
    [InlineData("a\n\n", "a\n")]
    public async Task Texts_that_differ_by_mark_line_ending_or_one_last_newline_are_the_same(string verified, string received)
    {
        Commit("S.verified.txt", verified);

        await Verify(received).UseDirectory(Folder).UseFileName("S");

        Assert.Equal(["S.verified.txt"], Files());
    }

    [Theory]
    [InlineData("a\n\n", "a")]
    [InlineData("a", "a\n")]
    [InlineData("a ", "a")]
    [InlineData("A", "a")]
    [InlineData("", "a")]
    public async Task Any_other_difference_is_refused(string verified, string received)
    {
        Commit("S.verified.txt", verified);

        await Refusal(received);

        Assert.Equal(["S.received.txt", "S.verified.txt"], Files());
    }

    [Fact]
    public async Task What_was_received_is_UTF_8_with_a_mark_and_without_a_last_newline()
    {
        await Refusal("µ");

        Assert.Equal([0xEF, 0xBB, 0xBF, 0xC2, 0xB5], File.ReadAllBytes(Path.Combine(Folder, "S.received.txt")));
    }

    [Fact]
    public async Task A_received_file_of_an_earlier_run_goes_away_on_success()
    {
        Commit("S.received.txt", "old");
        Commit("S.verified.txt", "a");

        await Verify("a").UseDirectory(Folder).UseFileName("S");

        Assert.Equal(["S.verified.txt"], Files());
    }

    [Fact]
    public async Task What_was_received_passes_once_it_is_moved()
    {
        await Refusal("µ\nb");
        Directory.CreateDirectory(Path.Combine(Folder, "later"));
        File.Move(Path.Combine(Folder, "S.received.txt"), Path.Combine(Folder, "later", "S.verified.txt"));

        await Verify("µ\nb").UseDirectory(Path.Combine(Folder, "later")).UseFileName("S");
    }

    [Fact]
    public async Task The_same_name_twice_is_an_error()
    {
        Commit("S.verified.txt", "a");
        await Verify("a").UseDirectory(Folder).UseFileName("S");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Verify("a").UseDirectory(Folder).UseFileName("S"));

        Assert.StartsWith("Two snapshots of one run have the name ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_comparison_is_made_however_often_it_is_awaited()
    {
        Commit("S.verified.txt", "a");
        var task = Verify("a").UseDirectory(Folder).UseFileName("S");

        await task;
        await task.ConfigureAwait(true);
        await task.ToTask();
    }
}
