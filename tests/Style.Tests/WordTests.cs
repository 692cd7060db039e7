using System.Text.RegularExpressions;

namespace Style.Tests;

/// <summary>Nothing is left for later, and nothing says on which machine it was written.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void Nothing_is_left_for_later() => Findings.None(Repository.Files.SelectMany(file => Hits(file, Later())));

    [Fact]
    public void No_file_names_a_path_of_a_machine_or_the_host_of_a_registry() =>
        Findings.None(Repository.Files.SelectMany(file => Hits(file, Machine())));

    [Fact]
    public void No_test_waits_for_the_clock() => Findings.None(Repository.Under("tests", ".cs").SelectMany(file => Hits(file, Waiting())));

    [Theory]
    [InlineData("// TO" + "DO: later", true)]
    [InlineData("throw new NotImpl" + "ementedException();", true)]
    [InlineData("mkstemp(\"XXXXXX\")", false)]
    public void A_promise_is_found(string line, bool found) => Assert.Equal(found, Later().IsMatch(line));

    [Theory]
    [InlineData("cd /wo" + "rk/main", true)]
    [InlineData("see (/ro" + "ot/.nuget)", true)]
    [InlineData("/tmp/" + "h-name", true)]
    [InlineData("https://api.nu" + "get.org/v3", true)]
    [InlineData("/sim/work/file", false)]
    [InlineData("src/ro" + "ot/a", false)]
    public void A_machine_is_found(string line, bool found) => Assert.Equal(found, Machine().IsMatch(line));

    [Theory]
    [InlineData("Thread" + ".Sleep(1);", true)]
    [InlineData("await Task" + ".Delay(TimeSpan.FromSeconds(1));", true)]
    [InlineData("await Task" + ".Delay(TimeSpan.FromSeconds(1), clock);", false)]
    public void A_wait_is_found(string line, bool found) => Assert.Equal(found, Waiting().IsMatch(line));

    private static IEnumerable<string> Hits(SourceFile file, Regex words) =>
        from line in file.Lines.Index()
        where words.IsMatch(line.Item)
        select $"{file}({line.Index + 1}): {line.Item.Trim()}";

    // Written so that the expressions do not find themselves.
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b|NotImplemented[E]xception")]
    private static partial Regex Later();

    [GeneratedRegex(@"(?<![\w.-])/(wor[k]|far[m]|roo[t])/|/tmp/h[-]|\bnuget[.]org\b|\bregistry[.]npmjs[.]org\b|\bdeb[.]debian[.]org\b")]
    private static partial Regex Machine();

    // A delay with a second argument is one on a clock of ours.
    [GeneratedRegex(@"Thread[.]Sleep|Task[.]Delay\((?:[^(),]|\([^()]*\))*\)")]
    private static partial Regex Waiting();
}
