using AioCli.Drawing;

namespace AioCli.Tests;

public sealed class TrimmingWriterTests
{
    [Theory]
    [InlineData("a  b", "a  b")]
    [InlineData("a  \nb \n", "a\nb\n")]
    [InlineData("  a\r\n", "  a\n")]
    [InlineData("   \n", "\n")]
    public void Blanks_at_the_ends_of_lines_are_left_out(string given, string expected)
    {
        using var inner = new StringWriter();
        using var writer = new TrimmingWriter(inner);

        writer.Write(given);

        Assert.Equal(expected, inner.ToString());
    }
}
