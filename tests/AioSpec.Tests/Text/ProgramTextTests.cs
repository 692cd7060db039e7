using AioSpec.Programs;
using AioSpec.Text;

namespace AioSpec.Tests.Text;

public sealed class ProgramTextTests
{
    public static TheoryData<string> Programs => [.. ProgramExamples.All];

    [Theory, MemberData(nameof(Programs))]
    public void A_program_prints_as_it_was_read(string text) =>
        Assert.Equal(text, ProgramText.Print(ProgramText.Parse(text, "p")));

    [Fact]
    public void A_program_without_anything_is_the_default_program()
    {
        Assert.Equal(ProgramExamples.Smallest, ProgramText.Print(new Program()));
        Assert.True(ProgramText.AreSame(new Program(), ProgramText.Parse(ProgramExamples.Smallest, "p")));
        Assert.False(ProgramText.AreSame(new Program(), ProgramText.Parse(ProgramExamples.Everything, "p")));
    }

    [Fact]
    public void The_members_of_the_device_script_are_read()
    {
        var device = ProgramText.Parse(ProgramExamples.Everything, "p").Device;

        Assert.Equal(4, device.QueueDepth);
        Assert.True(device.Reorder);
        Assert.Equal([new(0, 0), new(5000, 1_000_000), new(9990, 20_000_000), new(9999, 30_000_000), new(10000, 1_000_000_000)], device.Latency.Points.AsEnumerable());
        Assert.Equal(
            new Target
            {
                Operation = DeviceOperation.Write,
                File = "/sim/a",
                From = 0,
                To = 4096,
                Cb = "r1",
                Nth = 2,
                Probability = new Ratio(1, 10),
            },
            device.Rules[0].Target);
        Assert.Equal((Latency.Fixed(5_000_000), Errno.EIO, 100, "gate1"),
            (device.Rules[0].Latency, device.Rules[0].Fail, device.Rules[0].Short, device.Rules[0].StallUntil));
    }

    [Fact]
    public void The_members_of_what_is_expected_of_a_call_are_read()
    {
        var expected = Expected("aio_return(r1) == 5|-1 ECANCELED|200 \"hello\" @ 3s")!;

        Assert.Equal([5, -1], expected.Values!.Value.AsEnumerable());
        Assert.Equal([Errno.ECANCELED, (Errno)200], expected.Errnos!.Value.AsEnumerable());
        Assert.Equal(Data.Of("hello"), expected.Bytes);
        Assert.Equal(3_000_000_000, expected.AtNanoseconds);
    }

    [Fact]
    public void What_is_not_expected_of_a_call_stays_null()
    {
        Assert.Null(Expected("fork()"));
        Assert.Equal(new Expected(), Expected("fork() == *"));
        Assert.Equal(new Expected { AtNanoseconds = 5 }, Expected("fork() @ 5ns"));
        Assert.Equal(new Expected { AtNanoseconds = 5 }, Expected("fork() == * @ 5ns"));
        Assert.Equal(new Expected { Bytes = Data.Empty }, Expected("fork() == \"\""));
    }

    [Fact]
    public void A_statement_knows_its_place_in_the_file()
    {
        var program = ProgramText.Parse("# one\naiosim-program 1\nthread T1\n  repeat at-most 1 until flag(f)\n     fork()\n", "p.aio");

        var repeat = Assert.IsType<Repeat>(Assert.Single(program.Threads[0].Body));
        Assert.Equal(new SourcePlace("p.aio", 4, 3), repeat.Place);
        Assert.Equal(new SourcePlace("p.aio", 5, 6), Assert.Single(repeat.Body).Place);
    }

    [Fact]
    public void Every_call_is_a_statement()
    {
        var body = CallExamples.All.Select(e => (Statement)new Perform(e.Call, [], null));
        var program = new Program { Threads = [new ThreadSpec("T1", [.. body])] };

        Assert.True(ProgramText.AreSame(program, ProgramText.Parse(ProgramText.Print(program), "p")));
    }

    [Fact]
    public void Every_condition_has_a_word()
    {
        var body = Enum.GetValues<ConditionKind>().Select(k => (Statement)new When(new Condition(k, ["a"]), [], []));
        var program = new Program { Threads = [new ThreadSpec("T1", [.. body])] };

        var read = ProgramText.Parse(ProgramText.Print(program), "p").Threads[0].Body.Cast<When>();

        Assert.Equal(Enum.GetValues<ConditionKind>(), read.Select(w => w.If.Kind));
    }

    [Fact]
    public void Indentation_and_blank_lines_are_free_inside_a_block()
    {
        const string Text = "aiosim-program 1\nthread T1\n\n # why\n   when flag(f)\n           fork()\n\n           fork()\n   otherwise\n    exec()\nthread T2\n exit()\n";

        var program = ProgramText.Parse(Text, "p");

        Assert.Equal(
            "aiosim-program 1\nthread T1\n  when flag(f)\n    fork()\n    fork()\n  otherwise\n    exec()\nthread T2\n  exit(0)\n",
            ProgramText.Print(program));
    }

    [Fact]
    public void A_single_statement_is_printed_and_read()
    {
        const string Text = "aio_error(r1) == EINPROGRESS|0";

        var statement = StatementText.Parse(Text, "s.yaml", 7, 9);

        Assert.Equal(new SourcePlace("s.yaml", 7, 9), statement.Place);
        Assert.Equal(Text, StatementText.Print(statement));
    }

    private static Expected? Expected(string text) => Assert.IsType<Perform>(StatementText.Parse(text)).Expected;
}
