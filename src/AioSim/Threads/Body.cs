using AioSpec;

namespace AioSim;

/// <summary>The instructions of a thread, a handler or a notification function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Code">The instructions; the last is End.</param>
/// <param name="Counters">How many loops it has.</param>
internal sealed record Body(string Name, Instruction[] Code, int Counters)
{
    /// <summary>A handler that does nothing.</summary>
    public static Body Empty { get; } = new("", [new Instruction { Operation = Operation.End }], 0);

    /// <summary>A body that is C# code.</summary>
    public static Body Of(string name, Action<SigVal> code) =>
        new(name, [new Instruction { Operation = Operation.Host, Code = code }, new Instruction { Operation = Operation.End }], 0);
}
