namespace VerifyStandIn.Tests.Internals;

public sealed class NameTests
{
    [Theory]
    [InlineData("a")]
    public async Task A_theory_without_parameters_in_its_name_is_an_error(string value)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Verify(value));

        Assert.EndsWith("add .UseParameters(value).", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    public async Task More_values_than_parameters_are_an_error(string value) =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Verify(value).UseParameters(value, 2));

    [Theory]
    [InlineData("a")]
    public async Task A_value_that_the_package_spells_its_own_way_wants_a_text(string value) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Verify(value).UseParameters(new List<int> { 1 }));

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    public void A_name_that_a_file_cannot_have_is_refused(string name)
    {
        var settings = new VerifySettings();

        Assert.Throws<ArgumentException>(() => settings.UseFileName(name));
        Assert.Throws<ArgumentException>(() => settings.UseMethodName(name));
        Assert.Throws<ArgumentException>(() => settings.UseTextForParameters(name));
    }

    [Fact]
    public void A_file_name_goes_with_neither_method_nor_parameters()
    {
        Refused(s => s.UseFileName("F"), s => s.UseMethodName("M"));
        Refused(s => s.UseFileName("F"), s => s.UseParameters(1));
        Refused(s => s.UseMethodName("M"), s => s.UseFileName("F"));
        Refused(s => s.UseParameters(1), s => s.UseTextForParameters("T"));
    }

    private static void Refused(Action<VerifySettings> first, Action<VerifySettings> second)
    {
        var settings = new VerifySettings();
        first(settings);

        Assert.Throws<InvalidOperationException>(() => second(settings));
    }
}
