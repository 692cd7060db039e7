using System.Xml.Linq;

namespace Style.Tests;

/// <summary>Dependencies point one way: a project uses only what this table allows.</summary>
public sealed class RoomTests
{
    private static readonly Room[] Rooms =
    [
        new("AioSpec", [], []),
        new("AioSpec.FsCheck", ["AioSpec"], ["FsCheck"]),
        new("AioSim", ["AioSpec"], ["System.IO.Abstractions", "YamlDotNet"]),
        new("AioEngine", ["AioSpec"], []),
        new("AioSim.Xunit", ["AioSim"], ["xunit"]),
        new("AioCli", ["AioSpec", "AioSpec.FsCheck", "AioSim", "AioEngine", "AioSim.Xunit"], ["Spectre.Console", "System.CommandLine"]),
    ];

    [Fact]
    public void A_project_uses_only_what_its_room_allows() => Findings.None(Repository.Under("src", ".csproj").SelectMany(Trespasses));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.With(".sln").Single().Text.Replace('\\', '/');
        Findings.None(Repository.With(".csproj").Where(file => !solution.Contains($"\"{file.Path}\"", StringComparison.Ordinal))
            .Select(file => $"{file} is not in the solution, so nobody builds or tests it"));
    }

    [Theory]
    [InlineData("<ProjectReference Include='../AioSpec/AioSpec.csproj' />", 0)]
    [InlineData("<ProjectReference Include='../AioCli/AioCli.csproj' />", 1)]
    [InlineData("<PackageReference Include='System.IO.Abstractions.TestingHelpers' />", 0)]
    [InlineData("<PackageReference Include='Spectre.Console' />", 1)]
    [InlineData("<PackageReference Include='Any.Analyzers' PrivateAssets='all' />", 0)]
    public void A_trespass_is_found(string reference, int findings) =>
        Assert.Equal(findings, Trespasses(new("src/AioSim/AioSim.csproj", $"<Project><ItemGroup>{reference}</ItemGroup></Project>")).Count());

    [Fact]
    public void A_project_without_a_room_is_found() => Assert.Single(Trespasses(new("src/AioNew/AioNew.csproj", "<Project />")));

    private static IEnumerable<string> Trespasses(SourceFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Path);
        if (Array.Find(Rooms, room => room.Name == name) is not { } room)
        {
            return [$"{file} has no room: say in {nameof(RoomTests)} what it may use"];
        }

        var project = XDocument.Parse(file.Text);
        var projects = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Except(room.Projects);
        var packages = Includes(project, "PackageReference").Where(package => !room.Packages.Any(allowed => Within(package, allowed)));
        return projects.Concat(packages).Select(used => $"{file} may not use {used}");
    }

    /// <summary>What is private to the build (an analyzer) does not count.</summary>
    private static IEnumerable<string> Includes(XDocument project, string kind) =>
        project.Descendants(kind).Where(item => item.Attribute("PrivateAssets")?.Value != "all").Select(item => item.Attribute("Include")!.Value);

    private static bool Within(string package, string allowed) =>
        package == allowed || package.StartsWith(allowed + ".", StringComparison.Ordinal);

    private sealed record Room(string Name, string[] Projects, string[] Packages);
}
