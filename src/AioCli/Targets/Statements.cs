using AioSpec.Programs;

namespace AioCli.Targets;

/// <summary>The statements of a program, bodies within bodies included.</summary>
internal static class Statements
{
    /// <summary>All calls, thread by thread and function by function.</summary>
    public static IEnumerable<Call> Calls(Program program) => Performs(program).Select(p => p.Call);

    /// <summary>All statements that perform a call.</summary>
    public static IEnumerable<Perform> Performs(Program program) =>
        program.Threads.SelectMany(t => Performs(t.Body)).Concat(program.Functions.SelectMany(f => Performs(f.Body)));

    private static IEnumerable<Perform> Performs(IEnumerable<Statement> body) => body.SelectMany(statement => statement switch
    {
        Perform perform => [perform],
        Repeat repeat => Performs(repeat.Body),
        When choice => Performs(choice.Then).Concat(Performs(choice.Otherwise)),
        _ => Enumerable.Empty<Perform>(),
    });
}
