using AioCli.Targets.Drivers;

namespace AioCli.Tests.Targets;

/// <summary>Bytes as the host of the engine tells them.</summary>
public sealed class TellingBytesTests
{
    [Theory]
    [InlineData("", "x")]
    [InlineData("00", "x00")]
    [InlineData("010203", "x010203")]
    [InlineData("000000000000000000000000000000", "x000000000000000000000000000000")]
    [InlineData("00000000000000000000000000000000", "f0*16")]
    [InlineData("01aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0202", "x01+f170*17+x0202")]
    [InlineData("05050505050505050505050505050505ffffffffffffffffffffffffffffffff", "f5*16+f255*16")]
    public void A_byte_that_repeats_is_told_once(string hex, string expected) => Assert.Equal(expected, TellingBytes.Of(Convert.FromHexString(hex)));

    [Fact]
    public void What_is_told_is_read_again()
    {
        var bytes = Enumerable.Range(0, 4000).Select(i => (byte)(i / (i < 2000 ? 3 : 40))).ToArray();

        Assert.Equal(bytes, new ToldBytes([]).Read(TellingBytes.Of(bytes)).ToArray());
    }

    [Fact] // 16 MiB of nothing, looked at, were a line of 32 MiB: the bound of what a driver may say, and seconds of work
    public void A_large_buffer_that_nobody_has_written_has_a_short_line() => Assert.Equal("f0*16777216", TellingBytes.Of(new byte[1 << 24]));
}
