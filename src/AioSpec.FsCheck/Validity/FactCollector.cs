using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Validity;

/// <summary>Reads the facts off a program that do not depend on the order of statements.</summary>
internal static class FactCollector
{
    public static ProgramFacts Collect(Program program)
    {
        var facts = new ProgramFacts(program.Declaration);
        foreach (var file in program.Files) facts.Files[file.Path] = file;
        foreach (var thread in program.Threads) Body(facts, thread.Name, thread.Body, inLoop: false);
        foreach (var function in program.Functions) Body(facts, function.Name, function.Body, inLoop: false);
        // What a copy refers to is only known if the original is never closed.
        foreach (var perform in Mentions.All(program).OfType<Perform>().Where(p => p.Call is Dup && p.Into.Length > 0)) Copied(facts, perform);
        return facts;
    }

    private static void Copied(ProgramFacts facts, Perform dup)
    {
        var source = ((Dup)dup.Call).Fildes.Name;
        var known = source is not null && !facts.Closers.ContainsKey(source) ? facts.Descriptors.GetValueOrDefault(source) : null;
        if (known is null) facts.Descriptors[dup.Into[0]] = null;
    }

    private static void Body(ProgramFacts facts, string body, ImmutableArray<Statement> statements, bool inLoop)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case Perform perform: Perform(facts, body, perform, inLoop); break;
                case Repeat repeat: Body(facts, body, repeat.Body, inLoop: true); break;
                case When choice:
                    Body(facts, body, choice.Then, inLoop);
                    Body(facts, body, choice.Otherwise, inLoop);
                    break;
            }
        }
    }

    private static void Perform(ProgramFacts facts, string body, Perform perform, bool inLoop)
    {
        foreach (var cb in Mentions.BlocksOf(perform.Call)) facts.Use(cb).Users.Add(body);
        foreach (var (cb, block) in Mentions.SubmissionsOf(perform.Call)) Submission(facts, body, cb, block, inLoop);
        Made(facts, perform);
        Call(facts, body, perform.Call);
    }

    private static void Submission(ProgramFacts facts, string body, string cb, ControlBlock block, bool inLoop)
    {
        var use = facts.Use(cb);
        use.Submitters.Add(body);
        use.SubmittedInLoop |= inLoop;
        if (block.SigEvent is { Notify: SigEventNotify.SIGEV_THREAD, Function: { } function }) use.Functions.Add(function);
    }

    private static void Made(ProgramFacts facts, Perform perform)
    {
        var made = DescriptorInfo.MadeBy(perform.Call, facts.Files, fd => fd.Name is { } name ? facts.Descriptors.GetValueOrDefault(name) : null);
        for (var i = 0; i < perform.Into.Length; i++)
        {
            var twice = facts.Descriptors.ContainsKey(perform.Into[i]);
            facts.Descriptors[perform.Into[i]] = twice || i >= made.Length ? null : made[i];
        }
    }

    private static void Call(ProgramFacts facts, string body, Call call)
    {
        switch (call)
        {
            case Close close: facts.AddCloser(close.Fildes, body); break;
            case Dup2 dup:
                facts.AddCloser(dup.Fildes2, body);
                facts.ReplacedNumbers.Add(dup.Fildes2.Number);
                break;
            case AioError error: facts.Use(error.Cb).Askers.Add(body); break;
            case AioReturn result: facts.Use(result.Cb).Returners.Add(body); break;
            case Look look: facts.Use(look.Cb).Holders.Add(body); break;
            case Poison poison: facts.Use(poison.Cb).Holders.Add(body); break;
            case Free free: facts.Use(free.Cb).Holders.Add(body); break;
            case PthreadCancel cancel: facts.CanceledThreads.Add(cancel.Thread); break;
            case Sigaction { Disposition: Disposition.Catch, Restart: false }: facts.MayInterrupt = true; break;
            case LioListio { Mode: not LioMode.LIO_WAIT } list:
                foreach (var element in list.List.OfType<ListElement>()) facts.Use(element.Cb).InUnwaitedList = true;
                break;
        }
    }
}
