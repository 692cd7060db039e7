using AioCli.Conformance.Reports;
using AioCli.Drawing;
using AioCli.Shell;

namespace AioCli.Tests.Conformance;

/// <summary>What a campaign leaves in a folder.</summary>
public sealed class SavedProgramsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");

    [Fact]
    public void What_is_unresolved_is_saved_beside_what_is_broken()
    {
        var result = ConformanceCampaignTests.Broken.Value;

        SavedPrograms.Write(Session(), result with { Unresolved = result.Violations }, "saved");
        SavedPrograms.Write(Session(), result with { Violations = [], Unresolved = result.Violations }, "rare");

        Assert.Equal(["LIO-01.history", "LIO-01.yaml", "unresolved/LIO-01.history", "unresolved/LIO-01.yaml"], Files("saved"));
        Assert.Equal(["unresolved/LIO-01.history", "unresolved/LIO-01.yaml"], Files("rare"));
    }

    [Fact]
    public void Where_nothing_was_found_nothing_is_written()
    {
        SavedPrograms.Write(Session(), ConformanceCampaignTests.Broken.Value with { Violations = [], Unresolved = [] }, "saved");

        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "saved")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> Files(string folder)
    {
        var path = Path.Combine(_folder.FullName, folder);
        return Directory.GetFiles(path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(path, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }

    private Session Session() => new()
    {
        Ui = Ui.Plain(TextWriter.Null, TextWriter.Null),
        Input = () => Stream.Null,
        Directory = _folder.FullName,
    };
}
