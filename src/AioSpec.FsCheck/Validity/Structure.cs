using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>Names that lead somewhere, numbers within their bounds.</summary>
internal static class Structure
{
    /// <summary>A loop may turn so often; nested loops multiply.</summary>
    private const int MostTurns = 10_000;

    public static void Check(Program program, Action<string> report)
    {
        var bodies = program.Threads.Select(t => t.Name).Concat(program.Functions.Select(f => f.Name)).ToList();
        foreach (var name in Twice(bodies)) report($"two bodies are called {name}");
        foreach (var path in Twice(program.Files.Select(f => f.Path))) report($"two files are called {path}");
        if (program.Threads.IsEmpty) report("there is no thread");
        var functions = program.Functions.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var threads = program.Threads.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var call in Mentions.Calls(program))
        {
            foreach (var function in Mentions.FunctionsOf(call).Where(f => !functions.Contains(f))) report($"there is no function {function}");
            if (call is PthreadCancel cancel && !threads.Contains(cancel.Thread)) report($"there is no thread {cancel.Thread}");
            if (call is Sleep { Nanoseconds: < 0 }) report("a sleep is negative");
        }

        foreach (var perform in Mentions.All(program).OfType<Perform>()) CheckInto(perform, report);
        foreach (var flag in Mentions.FlagsAsked(program).Except(Mentions.FlagsSet(program))) report($"the flag {flag} is never set");
        foreach (var thread in program.Threads) CheckTurns(thread.Name, thread.Body, 1, report);
        foreach (var function in program.Functions) CheckTurns(function.Name, function.Body, 1, report);
        DeviceStructure.Check(program, report);
        CheckInit(program, report);
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static void CheckInto(Perform perform, Action<string> report)
    {
        var most = perform.Call switch
        {
            Pipe or Socketpair => 2,
            Open or Dup or Dup2 => 1,
            _ => 0,
        };
        var takes = perform.Into.Length;
        if (takes > most || (perform.Call is Pipe or Socketpair && takes is not (0 or 2))) report($"{perform.Call.GetType().Name} does not set {takes} variables");
    }

    private static void CheckTurns(string body, IEnumerable<Statement> statements, long turns, Action<string> report)
    {
        foreach (var statement in statements)
        {
            if (statement is When choice) CheckTurns(body, choice.Then.Concat(choice.Otherwise), turns, report);
            if (statement is not Repeat repeat) continue;
            if (repeat.AtMost < 0 || turns * repeat.AtMost > MostTurns) report($"{body}: a loop turns {turns * repeat.AtMost} times");
            else CheckTurns(body, repeat.Body, turns * Math.Max(1, repeat.AtMost), report);
        }
    }

    // aio_init comes before any other AIO call (GNU-02): all other threads wait at a gate first.
    private static void CheckInit(Program program, Action<string> report)
    {
        if (!Mentions.Calls(program).OfType<AioInitCall>().Any()) return;
        var first = program.Threads.Where(t => Mentions.All(t.Body).OfType<Perform>().Any(p => p.Call is AioInitCall)).Select(t => t.Name).ToList();
        if (first.Count != 1) report("aio_init is called in several places");
        var early = program.Threads.Where(t => t.Name != first.FirstOrDefault() && t.Body is not [] and not [Perform { Call: AwaitGate }, ..]);
        foreach (var thread in early) report($"{thread.Name} does not wait for aio_init");
    }
}
