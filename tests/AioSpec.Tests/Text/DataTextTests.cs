using AioSpec.Text;

namespace AioSpec.Tests.Text;

public sealed class DataTextTests
{
    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"text with \\n \\r \\t \\\" \\\\ \\x00\\x7f\\xff escapes\"")]
    [InlineData("fill(0x00, 512)")]
    [InlineData("tag(7, 4096)")]
    [InlineData("tag(7, 100, from=50)")]
    [InlineData("tag(-1, 1099511627776)")]
    [InlineData("hex(0001020304050607)")]
    [InlineData("\"a\" + fill(0xff, 3) + tag(1, 2) + \"b\"")]
    public void Data_prints_as_it_was_read(string text) => Assert.Equal(text, DataText.Print(DataText.Parse(text)));

    [Theory]
    [InlineData("hex(616263)", "\"abc\"")]
    [InlineData("fill(255, 2) + fill(0xFF, 3)", "fill(0xff, 5)")]
    [InlineData("tag(1, 2) + tag(1, 3, from=2)", "tag(1, 5)")]
    [InlineData("\"\" + \"a\" + fill(0x00, 0) + hex()", "\"a\"")]
    [InlineData("tag(1, 2, from=0)", "tag(1, 2)")]
    [InlineData("\"a\" +\n   \"b\"", "\"a\" + \"b\"")]
    public void Other_ways_to_write_data_mean_the_same(string given, string same) =>
        Assert.Equal(same, DataText.Print(DataText.Parse(given)));

    [Fact]
    public void Every_byte_is_read_back()
    {
        var all = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var printable = Data.Concat(Data.Of(new string('x', 600)), Data.Of(all));

        Assert.Equal(all, DataText.Parse(DataText.Print(Data.Of(all))).ToArray());
        Assert.Equal(printable, DataText.Parse(DataText.Print(printable)));
    }

    [Fact]
    public void A_long_literal_goes_over_several_lines_and_is_read_back()
    {
        var data = Data.Concat(Data.Of(new string('x', 100_000)), Data.Tag(1, 100), Data.Of(Data.Tag(3, 200_001).ToArray()));

        var text = DataText.Print(data);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 1, 100_000));
        Assert.Equal(data, DataText.Parse(text));
    }

    [Theory]
    [InlineData("", "data(3,5): expected data: a string in quotes, fill(…), tag(…) or hex(…), found the end of the line")]
    [InlineData("\"abc", "data(3,5): a string without an end; expected '\"' in the same line")]
    [InlineData("\"ab\\", "data(3,5): a string without an end; expected '\"' in the same line")]
    [InlineData("\"ab\\q\"", "data(3,8): unknown escape '\\q'; expected one of \\n \\r \\t \\\\ \\\" \\xNN")]
    [InlineData("\"ab\\x0\"", "data(3,8): expected 2 hexadecimal digits after '\\x'")]
    [InlineData("\"a\u00e9\"", "data(3,7): a character outside ASCII in data; expected its bytes, each as \\xNN")]
    [InlineData("\"a\u0001\"", "data(3,7): a control character in a string; expected '\\x01'")]
    [InlineData("fil(0x00, 1)", "data(3,5): unknown data 'fil'; expected one of fill, tag, hex; did you mean 'fill'?")]
    [InlineData("fill(0x100, 1)", "data(3,10): a byte above 0xff; expected 0x00 to 0xff")]
    [InlineData("fill(0, -1)", "data(3,13): '-1' is out of range; expected an integer from 0 to 1099511627776")]
    [InlineData("fill(0, 1099511627777)", "data(3,13): '1099511627777' is out of range; expected an integer from 0 to 1099511627776")]
    [InlineData("fill(0, 1099511627776) + \"a\"", "data(3,5): more than 1099511627776 bytes of data; expected fewer")]
    [InlineData("hex(012)", "data(3,9): an odd number of hexadecimal digits; expected two for each byte")]
    [InlineData("tag(1, 2, form=3)", "data(3,15): unknown member 'form='; expected one of from=; did you mean 'from='?")]
    [InlineData("\"a\" +\n  what", "data(4,3): unknown data 'what'; expected one of fill, tag, hex")]
    [InlineData("\"a\" \"b\"", "data(3,9): expected the end of the line, found '\"'")]
    public void A_mistake_is_told_with_its_place(string text, string message)
    {
        var error = Assert.Throws<TextFormatError>(() => DataText.Parse(text, "data", 3, 5));

        Assert.Equal(message, error.Message);
    }
}
