using AioSpec.Text;

namespace AioSpec.Tests.Text;

public sealed class NearestTests
{
    private static readonly string[] s_calls = ["aio_read", "aio_write", "aio_error", "aio_return", "lio_listio", "dup"];

    [Theory]
    [InlineData("aio_reed", "aio_read")]
    [InlineData("aio_raed", "aio_read")]
    [InlineData("AIO_READ", "aio_read")]
    [InlineData("aoi_errror", "aio_error")]
    [InlineData("lio_list", "lio_listio")]
    [InlineData("du", "dup")]
    [InlineData("elephant", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_found_where_one_is_near(string given, string? nearest) =>
        Assert.Equal(nearest, Nearest.Word(given, s_calls));

    [Fact]
    public void A_word_of_any_length_costs_little() => Assert.Null(Nearest.Word(new string('a', 1_000_000), s_calls));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(3_000_000_000, "3s")]
    [InlineData(1_500_000_000, "1500ms")]
    [InlineData(-20_000, "-20us")]
    [InlineData(long.MaxValue, "9223372036854775807ns")]
    [InlineData(long.MinValue, "-9223372036854775808ns")]
    public void A_duration_prints_in_the_largest_unit_that_is_exact(long nanoseconds, string text)
    {
        Assert.Equal(text, Durations.Print(nanoseconds));
        Assert.True(Durations.TryParse(text, out var read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("3")]
    [InlineData("1.5s")]
    [InlineData("3 s")]
    [InlineData("3min")]
    [InlineData("3S")]
    [InlineData("9223372037s")]
    [InlineData("-9223372037s")]
    public void What_is_not_a_duration_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));
}
