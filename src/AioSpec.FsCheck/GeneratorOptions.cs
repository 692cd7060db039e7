using AioSpec.Programs;

namespace AioSpec.FsCheck;

/// <summary>What programs the generator makes.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Everything that the simulator can play.</summary>
    public static GeneratorOptions Default { get; } = new();

    /// <summary>The most threads. The default is 4.</summary>
    public int MaxThreads { get; init; } = 4;

    /// <summary>The declaration of every program, for a target that has one; null (the default) draws one for each program.</summary>
    public Declaration? Declaration { get; init; }

    /// <summary>Device scripts with latencies, faults and stalls are drawn. The default is true; a real target has its own device.</summary>
    public bool Devices { get; init; } = true;

    /// <summary>Signals, handlers and masks are drawn. The default is true.</summary>
    public bool Signals { get; init; } = true;

    /// <summary>Threads may be canceled, end early or end the process. The default is true.</summary>
    public bool Endings { get; init; } = true;
}
