using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>The calls on threads and processes, and what the program does with its own memory and gates.</summary>
internal static class ProgramVerbs
{
    private const string Cb = "the name of a control block";
    private const string Gate = "the name of a gate";

    public static readonly Verb[] All =
    [
        new Verb<OpenGate>("open_gate", (b, c) => b.Name(c.Gate), (ref c) => new OpenGate(c.Name(Gate))),
        new Verb<AwaitGate>("await_gate", (b, c) => b.Name(c.Gate), (ref c) => new AwaitGate(c.Name(Gate))),
        new Verb<Look>("look", (b, c) => b.Name(c.Cb), (ref c) => new Look(c.Name(Cb))),
        new Verb<Poison>("poison", (b, c) => DataText.Print(b.Name(c.Cb).Comma(), c.Bytes), ReadPoison),
        new Verb<Free>("free", (b, c) => b.Name(c.Cb), (ref c) => new Free(c.Name(Cb))),
        new Verb<PthreadCancel>("pthread_cancel", (b, c) => b.Name(c.Thread),
            (ref c) => new PthreadCancel(c.Name("the name of a thread"))),
        new Verb<PthreadExit>("pthread_exit", (_, _) => { }, (ref _) => new PthreadExit()),
        new Verb<Siglongjmp>("siglongjmp", (_, _) => { }, (ref _) => new Siglongjmp()),
        new Verb<Fork>("fork", (_, _) => { }, (ref _) => new Fork()),
        new Verb<Exec>("exec", (_, _) => { }, (ref _) => new Exec()),
        new Verb<Exit>("exit", (b, c) => b.Number(c.Status), (ref c) => c.Peek() == ')' ? new Exit() : new Exit(c.Int("a status"))),
    ];

    private static Poison ReadPoison(ref Cursor c)
    {
        var cb = c.Name(Cb);
        c.Comma();
        return new Poison(cb, DataText.Read(ref c));
    }
}
