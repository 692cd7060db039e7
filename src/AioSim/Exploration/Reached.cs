using System.Collections.Immutable;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Exploration;

/// <summary>What of the model one step reaches.</summary>
/// <param name="Rules">The rules that spoke of an outcome of the step.</param>
/// <param name="Pairs">The states of requests with what happened to them.</param>
internal sealed record Reached((Rule Rule, Outcome Outcome)[] Rules, string[] Pairs)
{
    private static readonly string[] s_states = ["none", "queued", "running", "transferred", "complete", "retrieved"];

    private static readonly string[] s_calls =
        ["aio_cancel", "aio_cancel of the descriptor", "aio_error", "aio_fsync", "aio_read", "aio_return", "aio_suspend", "aio_write", "close", "lio_listio"];

    public static ImmutableSortedSet<string> AllPairs { get; } =
    [
        .. s_states.SelectMany(state => s_calls.Where(call => Meets(state, call)).Select(call => Pair(state, call))),
        Pair("queued", "start"), Pair("running", "transfer"), Pair("transferred", "complete"), Pair("complete", "notify"), Pair("retrieved", "notify"),
        Pair("queued", "expire"), Pair("running", "expire"), Pair("transferred", "expire"), Pair("complete", "expire"), Pair("retrieved", "expire"),
    ];

    /// <summary>Whether a call is one of those that are told with the state of a request.</summary>
    public static bool IsTold(string call) => Array.IndexOf(s_calls, call) >= 0;

    public static string NameOf(Rule rule, Clause clause) => $"{rule.Name}, {clause.Of} [{clause.Id}]";

    public static string Pair(string state, string happens) => $"{state} × {happens}";

    /// <summary>The rule of a call, or null where none of those speaks.</summary>
    public static Rule? RuleOf(Call call) => call switch
    {
        AioError => StatusRules.Error,
        AioReturn => StatusRules.Return,
        AioSuspend => SuspendRules.Rule,
        AioCancel => CancelRules.Rule,
        LioListio => ListRules.Rule,
        AioRead or AioWrite or AioFsync => SubmissionRules.Rule,
        _ => null,
    };

    /// <summary>What is said of a call in a pair.</summary>
    public static string NameOf(Call call) => call is AioCancel { Cb: null } ? "aio_cancel of the descriptor" : CallText.Print(call).Split('(')[0];

    public static string NameOf(State state, int request) => request < 0 ? "none" : state.PhaseOf(request) switch
    {
        Phase.Free => "none",
        Phase.Complete when state.IsRetrieved(request) => "retrieved",
        var phase => phase.ToString().ToLowerInvariant(),
    };

    /// <summary>A block whose request is not complete is not submitted again: undefined (CB-03).</summary>
    private static bool Meets(string state, string call) =>
        call is not ("aio_read" or "aio_write" or "aio_fsync" or "lio_listio") || state is "none" or "complete" or "retrieved";
}
