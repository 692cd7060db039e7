namespace VerifyTests;

/// <summary>The two files of a snapshot: what was committed, and what a failed test has seen instead.</summary>
internal sealed record SnapshotFiles
{
    private readonly string prefix;

    public SnapshotFiles(string prefix, string extension)
    {
        this.prefix = prefix;
        Verified = $"{prefix}.verified.{extension}";
        Received = $"{prefix}.received.{extension}";
        Folder = Directory.CreateDirectory(Path.GetDirectoryName(prefix)!).FullName;
    }

    public string Verified { get; }

    public string Received { get; }

    public string Folder { get; }

    /// <summary>Committed files of this snapshot with an extension that the test no longer makes.</summary>
    public IReadOnlyList<string> Stale() =>
        [.. Directory.GetFiles(Folder)
            .Where(file => file.StartsWith(prefix + ".verified.", StringComparison.Ordinal) && file != Verified)
            .Order(StringComparer.Ordinal)];
}
