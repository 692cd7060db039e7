using System.Globalization;
using AioSpec.Histories;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSpec.Tests.Text;

public sealed class HistoryTextTests
{
    public static TheoryData<string> Histories => [.. HistoryExamples.All];

    [Theory, MemberData(nameof(Histories))]
    public void A_history_prints_as_it_was_read(string text) =>
        Assert.Equal(text, HistoryText.Print(HistoryText.Parse(text, "h")));

    [Fact]
    public void The_events_that_were_printed_are_read_back()
    {
        var events = CallExamples.All.SelectMany((e, i) => new Event[] { new Invoke(i, "T1", e.Call), new Return(i, "T1", Result.Zero) });
        var history = new History(new HistoryHeader(), [.. events]);

        Assert.Equal(history.Events.AsEnumerable(), HistoryText.Parse(HistoryText.Print(history), "h").Events.AsEnumerable());
    }

    public static TheoryData<string, long, int, int?> Results => new()
    {
        { "0", 0, 0, null }, { "-1 EAGAIN", -1, 11, null }, { "-1", -1, 0, null }, { "-1 200", -1, 200, null }, { "3 4", 3, 0, 4 },
        { "3 EIO 4", 3, 5, 4 }, { "3 errno=200 4", 3, 200, 4 }, { "-1 EIO second=4", -1, 5, 4 }, { "-7 -1", -7, 0, -1 },
    };

    [Theory, MemberData(nameof(Results))]
    public void A_result_is_printed_and_read(string text, long value, int errno, int? second)
    {
        var e = new Return(1, "T1", new Result(value, (Errno)errno) { Second = second });

        Assert.Equal("1 T1 < " + text, HistoryText.Print(e));
        Assert.Equal(e, Parsed("1 T1 < " + text));
    }

    [Theory]
    [InlineData("1 T1 < EINPROGRESS", 115)]
    [InlineData("1 T1 < AIO_NOTCANCELED", 1)]
    [InlineData("1 T1 < SIGRTMIN+1", 35)]
    [InlineData("1 T1 < SIGUSR1", 10)]
    public void A_constant_may_stand_where_a_value_is_expected(string line, long value) =>
        Assert.Equal(new Return(1, "T1", new Result(value)), Parsed(line));

    [Fact]
    public void A_result_keeps_the_members_that_its_call_brings()
    {
        var result = new Result(35) { Code = SignalCode.SI_TIMER, SigValue = SigVal.To("r1"), Bytes = Data.Of("x") };
        var e = new Return(1, "T1", result);

        Assert.Equal("1 T1 < SIGRTMIN+1 code=SI_TIMER value=&r1 \"x\"", HistoryText.Print(e, new Sigwait([], null)));
        Assert.Equal(e, Parsed(HistoryText.Print(e)));
    }

    [Fact]
    public void The_same_mark_ends_handlers_first_and_then_the_notification_function()
    {
        var returns = HistoryText.Parse(HistoryExamples.Handlers, "h").Events.TakeLast(5);

        Assert.Equal(
            [new HandlerReturned(6, "T1"), new HandlerReturned(7, "T1"), new HandlerReturned(8, "cb"), new HandlerReturned(9, "cb"), new CallbackReturned(10, "cb")],
            returns);
    }

    [Fact]
    public void Siglongjmp_leaves_the_handler_and_the_call_below_it()
    {
        var text = HistoryExamples.Smallest + """
            1 T1 > aio_error(r1)
            2 T1 > aio_suspend([r1])
            3 T1 ! SIGUSR1 SI_USER value=0
            4 T1 > siglongjmp()
            5 T1 < ECANCELED

            """;

        var history = HistoryText.Parse(text, "h");

        Assert.Equal(text, HistoryText.Print(history));
        var error = Assert.Throws<TextFormatError>(() => HistoryText.Parse(text + "6 T1 .\n", "h"));
        Assert.StartsWith("h(9,6): no handler and no notification function runs on thread 'T1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_blank_lines_and_line_ends_of_other_systems_are_skipped()
    {
        var text = "\uFEFF# a story\r\n\r\naiosim-history 1\r\ntarget sim\r\n  # more\r\n---\r\n\r\n1 T1 > aio_suspend([r1,\r\n    r2])\r\n# the end\r\n2 - end quiet";

        var history = HistoryText.Parse(text, "h");

        Assert.Equal("sim", history.Header.Target);
        Assert.Equal([new Invoke(1, "T1", new AioSuspend(["r1", "r2"], null)), new End(2, EndKind.Quiet)], history.Events.AsEnumerable());
    }

    [Fact]
    public void Every_choice_of_the_profile_has_a_line()
    {
        var profile = new Profile();
        foreach (var property in typeof(Profile).GetProperties().Where(p => p.PropertyType == typeof(bool?))) property.SetValue(profile, true);
        var history = new History(new HistoryHeader { Declaration = new Declaration { Profile = profile } }, []);

        Assert.Equal(history.Header.Declaration, HistoryText.Parse(HistoryText.Print(history), "h").Header.Declaration);
    }

    [Fact]
    public void Every_member_of_the_declaration_has_a_line()
    {
        var declaration = HistoryText.Parse(HistoryExamples.Everything, "h").Header.Declaration;

        Assert.All(typeof(Declaration).GetProperties().Where(p => p.GetMethod!.IsStatic is false),
            p => Assert.NotEqual(p.GetValue(Declaration.Default), p.GetValue(declaration)));
    }

    [Fact]
    public void The_reader_gives_events_as_they_come_and_their_lines()
    {
        using var text = new StringReader(HistoryExamples.Smallest + "# one\n1 T1 > fork()\n\n2 T1 < 0\nnonsense");
        var reader = new HistoryReader(text, "h");

        Assert.IsType<Invoke>(reader.Read());
        Assert.Equal(5, reader.Line);
        Assert.IsType<Return>(reader.Read());
        Assert.Equal(7, reader.Line);
        Assert.Throws<TextFormatError>(() => reader.Read());
    }

    [Fact]
    public void Names_of_threads_are_free_and_quoted_where_they_must_be()
    {
        string[] names = ["T1", "2/T1", "3@child", "-", "NULL", "a b", "", "x", "ä\ud800", "-1", "\"", "#"];
        var history = new History(new HistoryHeader(), [.. names.Select((n, i) => new Invoke(i, n, new Fork()))]);

        Assert.Equal(history.Events.AsEnumerable(), HistoryText.Parse(HistoryText.Print(history), "h").Events.AsEnumerable());
    }

    [Fact]
    public void Printing_does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "minus";
        var call = new Lseek(new Fd(3), -5);
        try
        {
            CultureInfo.CurrentCulture = strange;

            Assert.Equal("lseek(3, -5)", CallText.Print(call));
            Assert.Equal(call, CallText.Parse("lseek(3, -5)"));
            Assert.Equal("-1ns", Durations.Print(-1));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Event Parsed(string line) => Assert.Single(HistoryText.Parse(HistoryExamples.Smallest + line, "h").Events);
}
