namespace VerifyStandIn.Tests.Internals;

public sealed class MessageTests : SnapshotFixture
{
    [Fact]
    public async Task A_new_snapshot_says_how_it_is_accepted()
    {
        var message = await Refusal("a\nb");

        Assert.Equal(
            $"""
            Directory: {Folder}
            New:
              - Received: S.received.txt
                Verified: S.verified.txt

            The first difference is in line 1:
              verified: ''
              received: 'a'

            To accept:
              mv '{Folder}/S.received.txt' '{Folder}/S.verified.txt'
            Only accept a snapshot if you understand what changed it and it is wanted.
            """,
            message);
    }

    [Fact]
    public async Task A_changed_snapshot_shows_the_first_line_that_differs()
    {
        Commit("S.verified.txt", "a\nb\nc");

        var message = await Refusal("a\nB\nc");

        Assert.Contains("NotEqual:\n  - Received: S.received.txt\n    Verified: S.verified.txt\n", message, StringComparison.Ordinal);
        Assert.Contains("The first difference is in line 2:\n  verified: 'b'\n  received: 'B'\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_ends_early_is_told_so()
    {
        Commit("S.verified.txt", "a\nb");

        var message = await Refusal("a");

        Assert.Contains("line 2:\n  verified: 'b'\n  received: (the text has ended)\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_committed_file_with_another_extension_has_to_go()
    {
        Commit("S.verified.txt", "a");
        Commit("S.verified.json", "a");

        var message = await Refusal("a");

        Assert.Contains("Delete:\n  - S.verified.json\n", message, StringComparison.Ordinal);
        Assert.Contains($"To accept:\n  rm '{Folder}/S.verified.json'\nOnly accept", message, StringComparison.Ordinal);
        Assert.DoesNotContain("received", message, StringComparison.Ordinal);
    }
}
