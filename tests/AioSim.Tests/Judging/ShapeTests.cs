using AioSpec;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioSim.Tests.Judging;

/// <summary>What is left of a rule for one submission holds for every one of its shape: no rule tells them apart.</summary>
public sealed class ShapeTests
{
    private const Fixed Stays = Fixed.Declaration | Fixed.Submission | Fixed.Outcome;

    private static readonly Outcome[] s_outcomes =
    [
        .. Enumerable.Range(-2, 12).Select(value => new Outcome(value)), new Outcome(4096), new Outcome(long.MaxValue),
        .. Enum.GetValues<Errno>().Select(errno => new Outcome(-1, errno)),
    ];

    public static TheoryData<RequestKind, FileType, OpenFlags, ulong> Submissions
    {
        get
        {
            var all = new TheoryData<RequestKind, FileType, OpenFlags, ulong>();
            foreach (var kind in Enum.GetValues<RequestKind>())
            {
                foreach (var type in Enum.GetValues<FileType>())
                {
                    foreach (var flags in (OpenFlags[])[OpenFlags.O_RDONLY, OpenFlags.O_RDWR, OpenFlags.O_RDWR | OpenFlags.O_APPEND | OpenFlags.O_NONBLOCK])
                    {
                        foreach (var nbytes in (ulong[])[0, 5]) all.Add(kind, type, flags, nbytes);
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Submissions))]
    public void No_rule_tells_two_of_one_shape_apart(RequestKind kind, FileType type, OpenFlags flags, ulong nbytes)
    {
        var description = new Description { Id = 0, File = 0, Type = type, Flags = flags, OffsetMaximum = 1000 };
        var first = Info(kind, description, "a", new ControlBlock { Fildes = new Fd(3), Nbytes = nbytes });
        RequestInfo[] others =
        [
            Info(kind, description, "b", first.Block with { Offset = 1000 - (long)nbytes, Buf = Data.Tag(1, 5), SigEvent = new SigEvent { Value = new SigVal(7) } }),
            Info(kind, description, "a", first.Block with { Offset = 3, Buf = Data.Fill(0, 5) }),
        ];

        foreach (var other in others)
        {
            Assert.Equal(Shape.Of(first), Shape.Of(other));
            foreach (var rule in AllRules.List)
            {
                Assert.All(s_outcomes, outcome => Assert.Equal(Left(rule, first, outcome), Left(rule, other, outcome)));
            }
        }

        Assert.NotNull(Shape.Of(first));
    }

    [Theory]
    [InlineData(-1, 5UL)]
    [InlineData(996, 5UL)]
    [InlineData(0, ulong.MaxValue)]
    public void A_place_that_is_not_ordinary_has_no_shape(long offset, ulong nbytes)
    {
        var description = new Description { Id = 0, File = 0, Type = FileType.Regular, Flags = OpenFlags.O_RDWR, OffsetMaximum = 1000 };

        Assert.Null(Shape.Of(Info(RequestKind.Read, description, "a", new ControlBlock { Offset = offset, Nbytes = nbytes })));
    }

    private static RequestInfo Info(RequestKind kind, Description description, string cb, ControlBlock block) =>
        new() { Kind = kind, Description = description, Cb = cb, Block = block };

    /// <summary>What is left to be asked, in words; nothing more where the outcome is out of the question.</summary>
    private static string Left(Rule rule, RequestInfo info, Outcome outcome)
    {
        var known = new Knowledge(new HistoryHeader()) { Contradiction = (_, _, _) => { } };
        var request = known.Submit(known.Thread("T1"), info, null, null);
        var scope = new Scope(request.Index, -1, outcome);
        var left = rule.Decisive(outcome).ToArray().Select(clause => clause.OnlyIf.Rest(Stays, known, scope)).ToList();
        return left.Contains(Is.Never) ? "never" : string.Join('\n', left.Select(fact => fact.Text));
    }
}
