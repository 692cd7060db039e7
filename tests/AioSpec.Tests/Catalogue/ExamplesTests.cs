using System.Collections.Immutable;
using AioSpec.Catalogue;
using AioSpec.Histories;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSpec.Tests.Catalogue;

public sealed class ExamplesTests
{
    public static TheoryData<string> Ids { get; } = [.. Examples.All.Select(e => e.Id)];

    [Fact]
    public void Every_observable_requirement_has_an_example_and_no_other_has() => Assert.Equal(
        Requirements.All.Where(r => r.IsObservable).Select(r => r.Id),
        Examples.All.Select(e => e.Id));

    [Fact]
    public void A_requirement_that_cannot_be_observed_has_no_example() => Assert.Null(Examples.Of("SUB-21"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Examples_parse(string id)
    {
        var (refused, permitted) = Histories(id);
        Assert.NotEmpty(refused.Events);
        Assert.NotEmpty(permitted.Events);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Exactly_one_event_differs(string id)
    {
        var (refused, permitted) = Histories(id);
        Assert.Equal(HistoryText.Print(refused with { Events = [] }), HistoryText.Print(permitted with { Events = [] }));
        var (ofRefused, ofPermitted) = Differing([.. refused.Events], [.. permitted.Events]);
        Assert.InRange(ofRefused.Length, 0, 1);
        Assert.InRange(ofPermitted.Length, 0, 1);
        Assert.NotEmpty(ofRefused.Concat(ofPermitted));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Both_histories_are_whole(string id)
    {
        var (refused, permitted) = Histories(id);
        Assert.All([refused, permitted], history =>
        {
            Assert.IsType<End>(history.Events[^1]);
            Assert.Equal(history.Events.Select(e => e.Time).Order(), history.Events.Select(e => e.Time));
            AssertCallsAreNested(history.Events);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_example_says_why_in_a_sentence(string id) => Assert.Matches(@"^\w.{20,}\.$", Examples.Of(id)!.Why);

    private static (History Refused, History Permitted) Histories(string id)
    {
        var example = Examples.Of(id)!;
        return (HistoryText.Parse(example.Refused, id), HistoryText.Parse(example.Permitted, id));
    }

    /// <summary>What is left of both without their common start and end.</summary>
    private static (Event[] A, Event[] B) Differing(Event[] a, Event[] b)
    {
        var start = a.Zip(b).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
        (a, b) = (a[start..], b[start..]);
        var end = a.Reverse().Zip(b.Reverse()).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
        return (a[..^end], b[..^end]);
    }

    /// <summary>On every thread what returns was called, and handlers stand on top of calls. A child starts where fork returns 0 to it.</summary>
    private static void AssertCallsAreNested(ImmutableArray<Event> events)
    {
        var open = new Dictionary<string, Stack<Type>>(StringComparer.Ordinal);
        foreach (var e in events.Where(e => e.Thread != "-"))
        {
            var isNew = !open.TryGetValue(e.Thread, out var known);
            var stack = known ?? (open[e.Thread] = new Stack<Type>());
            if (isNew && e is Return { Result.Value: 0 } && events.Any(f => f is Invoke { Call: Fork })) continue;
            switch (e)
            {
                case Invoke: Assert.True(!stack.TryPeek(out var top) || top != typeof(Invoke)); stack.Push(typeof(Invoke)); break;
                case SignalCaught or CallbackStarted: stack.Push(e.GetType()); break;
                case Return: Assert.Equal(typeof(Invoke), stack.Pop()); break;
                case HandlerReturned: Assert.Equal(typeof(SignalCaught), stack.Pop()); break;
                case CallbackReturned: Assert.Equal(typeof(CallbackStarted), stack.Pop()); break;
            }
        }
    }
}
