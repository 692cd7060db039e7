using AioCli.Drawing;

namespace AioCli.Tests;

public sealed class TimesTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_500, "1.5us")]
    [InlineData(20_000_000, "20ms")]
    [InlineData(3_000_000_001, "3.000000001s")]
    [InlineData(3_600_001_000_000, "3600.001s")]
    [InlineData(long.MaxValue, "9223372036.854775807s")]
    public void A_time_is_exact(long nanoseconds, string text) => Assert.Equal(text, Times.Text(nanoseconds));
}
