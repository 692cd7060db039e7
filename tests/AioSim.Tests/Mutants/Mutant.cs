using System.Runtime.CompilerServices;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Tests.Mutants;

/// <summary>A deliberate mistake of the catalogue (<c>tests/Mutants/mutants.txt</c>), whatever performs it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Requirements">The requirements of which a history with it breaks one; the first is what it is about.</param>
/// <param name="Description">What is done wrong.</param>
internal sealed record Mutant(string Name, IReadOnlyList<string> Requirements, string Description)
{
    /// <summary>All mutants, in the order of the catalogue.</summary>
    public static IReadOnlyList<Mutant> All { get; } = [.. File.ReadAllLines(Catalogue()).Where(line => line.Length > 0 && line[0] != '#').Select(Read)];

    private static Mutant Read(string line)
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        return new(columns[0], columns[1].Split(' '), columns[2]);
    }

    /// <summary>Programs in which mistakes show that other programs hardly ever come across.</summary>
    public static IReadOnlyList<Program> Programs { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder(), "programs"), "*.aio").Order(StringComparer.Ordinal)
            .Select(file => ProgramText.Parse(File.ReadAllText(file), Path.GetFileName(file))),
    ];

    private static string Catalogue() => Path.Combine(Folder(), "mutants.txt");

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath("../../Mutants", Path.GetDirectoryName(here)!);
}
