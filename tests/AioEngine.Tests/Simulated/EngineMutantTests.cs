using System.Runtime.CompilerServices;
using AioEngine.Core;

namespace AioEngine.Tests.Simulated;

/// <summary>Each deliberate mistake by which the judge is tested: the engine makes it, or it is said why it cannot.</summary>
public sealed class EngineMutantTests
{
    private static readonly string[] s_reasons = ["below", "shell", "stored", "type", "undeclared", "untold"];

    /// <summary>Found by an exception of the storage, or by what another sentence says of the same outcome first.</summary>
    private static readonly string[] s_foundOtherwise = ["status-before-the-data", "list-notified-early", "list-hides-a-cancellation", "close-fails-what-is-outstanding", "thread-takes-its-requests-along"];

    private static readonly Dictionary<string, string[]> s_rows = Lines("engine-mutants.txt").ToDictionary(columns => columns[0], columns => columns[1..]);

    [Fact]
    public void Each_mistake_of_the_catalogue_has_a_row_and_no_other() =>
        Assert.Equal(Lines("../../Mutants/mutants.txt").Select(columns => columns[0]).Order(StringComparer.Ordinal), s_rows.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_mistake_that_the_core_makes_is_found_as_what_it_is()
    {
        var found = Found().ToLookup(row => row.Defect, row => row.Requirement);
        foreach (var columns in Lines("../../Mutants/mutants.txt").Where(columns => s_rows[columns[0]].Length == 1))
        {
            var seen = s_rows[columns[0]][0].Split(' ').SelectMany(defect => found[defect]).ToArray();

            Assert.NotEmpty(seen);
            Assert.True(seen.Intersect(columns[1].Split(' ')).Any() || s_foundOtherwise.Contains(columns[0]), $"{columns[0]} is {columns[1]}, and was found as {string.Join(", ", seen)}");
        }
    }

    [Fact]
    public void Each_mistake_of_the_core_is_tried() =>
        Assert.Equal(Enum.GetNames<CoreDefect>().Where(name => name != nameof(CoreDefect.None)).Order(StringComparer.Ordinal), Found().Select(row => row.Defect).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Of_a_mistake_that_the_core_cannot_make_the_reason_is_said_and_the_test_that_is_there_for_it()
    {
        foreach (var (name, columns) in s_rows.Where(row => row.Value.Length > 1))
        {
            Assert.Contains(columns[0], s_reasons);
            if (columns[1] == "-") continue;
            var (type, method) = (columns[1].Split('.')[0], columns[1].Split('.')[1]);
            var holder = typeof(EngineMutantTests).Assembly.GetTypes().SingleOrDefault(t => t.Name == type);
            Assert.True(holder?.GetMethod(method) is not null, $"{name}: there is no {columns[1]}");
        }
    }

    private static IEnumerable<(string Defect, string Requirement)> Found() => CoreDefectTests.Rows.Select(row => (row.Defect.ToString(), row.FoundAs));

    private static IEnumerable<string[]> Lines(string file, [CallerFilePath] string here = "") =>
        File.ReadAllLines(Path.GetFullPath(file, Path.GetDirectoryName(here)!)).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
