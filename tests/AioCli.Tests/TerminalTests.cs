using AioCli.Drawing;
using Spectre.Console;

namespace AioCli.Tests;

public sealed class TerminalTests
{
    private const char Escape = '\u001b';

    [Fact]
    public void On_a_terminal_there_are_colours() => Assert.Contains($"{Escape}[32mgood", Print(ui => ui.Line(new Part("good", Tone.Good))), StringComparison.Ordinal);

    [Theory]
    [InlineData(Tone.Good)]
    [InlineData(Tone.Bad)]
    [InlineData(Tone.Doubtful)]
    internal void Without_colours_none_is_printed(Tone tone)
    {
        var text = Print(ui =>
        {
            ui.NoColor();
            ui.Line(new Part("word", tone));
            ui.Note(new Part("word", tone));
        });

        Assert.DoesNotMatch($@"{Escape}\[[0-9;]*3[0-9]", text);
    }

    [Fact]
    public void Progress_is_replaced_and_taken_away()
    {
        using var notes = new StringWriter();
        using var ui = Ui.OnTerminal(TextWriter.Null, notes, new Terminal(20, AnsiSupport.Yes, ColorSystemSupport.Standard));

        ui.Progress("a line that is longer than the terminal is wide");
        ui.Progress("");

        Assert.Equal($"\ra line that is long\r{new string(' ', 19)}\r", notes.ToString());
    }

    [Fact]
    public void Progress_is_not_shown_where_there_is_no_terminal()
    {
        using var notes = new StringWriter();
        using var ui = Ui.Plain(TextWriter.Null, notes);

        ui.Progress("1 of 2");

        Assert.Empty(notes.ToString());
    }

    [Fact]
    public void The_width_is_that_of_the_terminal_and_80_elsewhere()
    {
        using var wide = Ui.OnTerminal(TextWriter.Null, TextWriter.Null, new Terminal(132, AnsiSupport.Yes, ColorSystemSupport.Standard));
        using var silent = Ui.OnTerminal(TextWriter.Null, TextWriter.Null, new Terminal(0, AnsiSupport.Yes, ColorSystemSupport.Standard));
        using var plain = Ui.Plain(TextWriter.Null, TextWriter.Null);

        Assert.Equal((132, 80, 80), (wide.Width, silent.Width, plain.Width));
    }

    private static string Print(Action<Ui> print)
    {
        using var text = new StringWriter();
        using var ui = Ui.OnTerminal(text, text, new Terminal(80, AnsiSupport.Yes, ColorSystemSupport.Standard));
        print(ui);
        return text.ToString();
    }
}
