namespace Style.Tests;

/// <summary>What a rule has found: one line each, path first.</summary>
internal static class Findings
{
    public static void None(IEnumerable<string> findings)
    {
        var lines = findings.Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail($"{lines.Count} findings:\n" + string.Join('\n', lines));
        }
    }
}
