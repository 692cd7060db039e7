namespace VerifyStandIn.Tests.Internals;

/// <summary>A folder of its own for tests that make, break and look at snapshot files.</summary>
public abstract class SnapshotFixture : IDisposable
{
    /// <summary>A path that no other snapshot of the run has.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("snapshots").FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a file as a commit would hold it.</summary>
    protected void Commit(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    /// <summary>The names of all files there are, sorted.</summary>
    protected IEnumerable<string> Files() =>
        Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>Compares under the name S, and hands back the message of the failure.</summary>
    protected async Task<string> Refusal(string received)
    {
        var failure = await Assert.ThrowsAsync<VerifyException>(async () => await Verify(received).UseDirectory(Folder).UseFileName("S"));
        return failure.Message;
    }
}
