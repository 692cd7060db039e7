using System.Collections.Immutable;

namespace AioSpec.Programs;

/// <summary>The names that calls and statements mention.</summary>
public static class Mentions
{
    /// <summary>The control blocks a call submits, with their members. NOP elements are not submitted (LIO-06).</summary>
    public static IEnumerable<(string Cb, ControlBlock Block)> SubmissionsOf(Call call) => call switch
    {
        AioRead read => [(read.Cb, read.Block)],
        AioWrite write => [(write.Cb, write.Block)],
        AioFsync fsync => [(fsync.Cb, fsync.Block)],
        LioListio list => list.List.OfType<ListElement>().Where(e => e.Block.LioOpcode != LioOpcode.LIO_NOP).Select(e => (e.Cb, e.Block)),
        _ => [],
    };

    /// <summary>All control blocks a call names.</summary>
    public static IEnumerable<string> BlocksOf(Call call) => call switch
    {
        AioRead read => [read.Cb],
        AioWrite write => [write.Cb],
        AioFsync fsync => [fsync.Cb],
        LioListio list => list.List.OfType<ListElement>().Select(e => e.Cb),
        AioError error => [error.Cb],
        AioReturn result => [result.Cb],
        AioSuspend suspend => suspend.List.OfType<string>(),
        AioCancel { Cb: { } cb } => [cb],
        Look look => [look.Cb],
        Poison poison => [poison.Cb],
        Free free => [free.Cb],
        _ => [],
    };

    /// <summary>The descriptors a call uses.</summary>
    public static IEnumerable<Fd> DescriptorsOf(Call call) => call switch
    {
        LioListio list => list.List.OfType<ListElement>().Where(e => e.Block.LioOpcode != LioOpcode.LIO_NOP).Select(e => e.Block.Fildes),
        AioRead or AioWrite or AioFsync => SubmissionsOf(call).Select(s => s.Block.Fildes),
        AioCancel cancel => [cancel.Fildes],
        Close close => [close.Fildes],
        Dup dup => [dup.Fildes],
        Dup2 dup => [dup.Fildes, dup.Fildes2],
        Lseek seek => [seek.Fildes],
        Ftruncate truncate => [truncate.Fildes],
        Read read => [read.Fildes],
        Write write => [write.Fildes],
        Pread read => [read.Fildes],
        Pwrite write => [write.Fildes],
        Fsync fsync => [fsync.Fildes],
        Fpathconf conf => [conf.Fildes],
        _ => [],
    };

    /// <summary>The functions a call names: handlers and notification functions.</summary>
    public static IEnumerable<string> FunctionsOf(Call call) => call switch
    {
        Sigaction { Handler: { } handler } => [handler],
        LioListio list => SubmissionsOf(list).Select(s => s.Block.SigEvent).Append(list.Sig)
            .Where(e => e?.Notify == SigEventNotify.SIGEV_THREAD).Select(e => e!.Function).OfType<string>(),
        _ => SubmissionsOf(call).Where(s => s.Block.SigEvent.Notify == SigEventNotify.SIGEV_THREAD)
            .Select(s => s.Block.SigEvent.Function).OfType<string>(),
    };

    /// <summary>Whether each control block is submitted at most once, as can be seen without running: by one call of a thread, outside of loops.</summary>
    public static bool SubmitsOnce(Program program)
    {
        var submitted = program.Threads.SelectMany(thread => All(thread.Body)).SelectMany(SubmittedBy).ToList();
        var again = program.Threads.SelectMany(thread => All(thread.Body)).OfType<Repeat>().SelectMany(repeat => All(repeat.Body))
            .Concat(program.Functions.SelectMany(function => All(function.Body)));
        return submitted.Distinct(StringComparer.Ordinal).Count() == submitted.Count && !again.SelectMany(SubmittedBy).Any();
    }

    private static IEnumerable<string> SubmittedBy(Statement statement) => statement is Perform perform ? SubmissionsOf(perform.Call).Select(s => s.Cb) : [];

    /// <summary>Every statement of a body, those in loops and branches too.</summary>
    public static IEnumerable<Statement> All(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            yield return statement;
            var nested = statement switch
            {
                Repeat repeat => All(repeat.Body),
                When choice => All(choice.Then).Concat(All(choice.Otherwise)),
                _ => [],
            };
            foreach (var inner in nested) yield return inner;
        }
    }

    /// <summary>Every statement of a program.</summary>
    public static IEnumerable<Statement> All(Program program) =>
        program.Threads.SelectMany(t => All(t.Body)).Concat(program.Functions.SelectMany(f => All(f.Body)));

    /// <summary>The flags that something sets or clears.</summary>
    public static IEnumerable<string> FlagsSet(Program program) => All(program).OfType<SetFlag>().Select(s => s.Flag);

    /// <summary>The flags that conditions ask for.</summary>
    public static IEnumerable<string> FlagsAsked(Program program) => All(program)
        .Select(s => s switch { Repeat repeat => repeat.Until, When choice => choice.If, _ => null })
        .Where(c => c?.Kind is ConditionKind.Flag or ConditionKind.NotFlag).SelectMany(c => c!.Names);

    /// <summary>Every call of a program.</summary>
    public static IEnumerable<Call> Calls(Program program) => All(program).OfType<Perform>().Select(p => p.Call);
}
