using System.Collections.Immutable;
using AioSim.Scenarios.Format;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Verbs;

/// <summary>What threads do with each other, with time and with their own memory.</summary>
internal static class Threads
{
    private static readonly RecordShape<Poison> s_poison =
        new RecordShape<Poison>("poison", "{ cb, bytes }", "Stores bytes into the buffer of a control block.", new Poison("", Data.Empty))
            .Must("cb", "The control block.", Blocks.Name, c => c.Cb, (c, v) => c with { Cb = v })
            .Must("bytes", "The bytes.", DataShapes.Shape, c => c.Bytes, (c, v) => c with { Bytes = v });

    /// <summary>The verbs.</summary>
    public static ImmutableArray<Verb> All { get; } =
    [
        Verb.Of("sleep", "Sleeps for so long; a handler that runs ends it early.", "- sleep: 3s",
            new As<long, Sleep>(Times.Duration, d => new Sleep(d), c => c.Nanoseconds)),
        Verb.Of("open_gate", "Opens a gate for ever.", "- open_gate: go",
            new As<string, OpenGate>(NameWords.New(NameKind.Gate, "a name for a gate"), g => new OpenGate(g), c => c.Gate)),
        Verb.Of("await_gate", "Waits until a gate is open.", "- await_gate: go",
            new As<string, AwaitGate>(NameWords.Known(NameKind.Gate, "the name of a gate"), g => new AwaitGate(g), c => c.Gate)),
        Verb.Of("look", "Looks at the buffer of a control block.", "- look: r1\n  expect: { bytes: hello }",
            new As<string, Look>(Blocks.Name, cb => new Look(cb), c => c.Cb)),
        Verb.Of("poison", "Stores bytes into the buffer of a control block.", "- poison: { cb: r1, bytes: { fill: 0xee, length: 5 } }", s_poison),
        Verb.Of("free", "Frees a control block and its buffer.", "- free: r1", new As<string, Free>(Blocks.Name, cb => new Free(cb), c => c.Cb)),
        Verb.Of("pthread_cancel", "Cancels a thread.", "- pthread_cancel: main",
            new As<string, PthreadCancel>(NameWords.Known(NameKind.Thread, "the name of a thread"), t => new PthreadCancel(t), c => c.Thread)),
        Verb.Alone("pthread_exit", "Ends the calling thread.", new PthreadExit()),
        Verb.Alone("siglongjmp", "Leaves a signal handler, past the call that it interrupted.", new Siglongjmp()),
    ];
}
