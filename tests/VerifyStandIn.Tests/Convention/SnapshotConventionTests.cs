namespace VerifyStandIn.Tests.Convention;

/// <summary>Passes with the stand-in and with the package, on the same committed files.</summary>
public sealed class SnapshotConventionTests
{
    [Fact]
    public async Task A_fact_is_compared_with_the_file_of_its_class_and_method() => await Verify("first line\nsecond line");

    [Fact]
    public Task A_test_may_return_what_Verify_returns() => Verify("returned");

    [Fact]
    public Task A_carriage_return_is_folded() => Verify("first line\r\nsecond line");

    [Fact]
    public Task A_text_may_end_with_a_newline() => Verify("line\n");

    [Fact]
    public Task An_empty_string_is_named() => Verify("");

    [Fact]
    public Task Text_beyond_ASCII_is_UTF_8() => Verify("→ µs « naïve »");

    [Fact]
    public Task An_extension_replaces_txt() => Verify("{\n  \"a\": 1\n}", "json");

    [Fact]
    public async Task A_method_name_tells_two_calls_apart()
    {
        await Verify("one").UseMethodName("Named_one");
        await Verify("two").UseMethodName("Named_two");
    }

    [Fact]
    public Task A_file_name_replaces_class_and_method() => Verify("by file name").UseFileName("FileName");

    [Fact]
    public Task A_directory_is_relative_to_the_source_file() => Verify("elsewhere").UseDirectory("Elsewhere");

    [Fact]
    public Task Settings_may_be_an_object()
    {
        var settings = new VerifySettings();
        settings.UseDirectory("Elsewhere");
        settings.UseMethodName("Settings");
        return Verify("by settings", settings);
    }

    [Theory]
    [InlineData("a/b:c*d?e\\f|g<h>i\"j", 1)]
    [InlineData("plain", -2)]
    [InlineData(null, 3)]
    public Task A_theory_names_its_parameters(string? text, int number) =>
        Verify($"{text ?? "nothing"} {number}").UseParameters(text, number);

    [Theory]
    [InlineData(0.5, DayOfWeek.Monday, true, 'x')]
    public Task Values_are_spelled_without_culture(double share, DayOfWeek day, bool flag, char letter) =>
        Verify($"{share} {day} {flag} {letter}").UseParameters(share, day, flag, letter);

    [Theory]
    [InlineData("shown", "hidden")]
    public Task The_first_parameters_are_enough(string shown, string hidden) =>
        Verify($"{shown} {hidden}").UseParameters(shown);

    [Theory]
    [InlineData("a value that is too long for a name")]
    public Task A_text_replaces_the_parameters(string value) => Verify(value).UseTextForParameters("long");

    public sealed class Nested
    {
        [Fact]
        public Task A_nested_class_is_named_after_its_parent() => Verify("nested");
    }
}
