namespace AioEngine;

/// <summary>What is done with a signal: <c>struct sigaction</c>.</summary>
public sealed record SignalAction
{
    /// <summary>SIG_DFL.</summary>
    public static SignalAction Default { get; } = new();

    /// <summary>SIG_IGN: the signal is discarded.</summary>
    public static SignalAction Ignore { get; } = new() { IsIgnored = true };

    /// <summary>Whether it is SIG_IGN.</summary>
    public bool IsIgnored { get; private init; }

    /// <summary>The handler; null is SIG_DFL, or SIG_IGN.</summary>
    public Action<SignalInfo>? Handler { get; private init; }

    /// <summary>SA_RESTART: an interrupted wait goes on after the handler (SUSPEND-14).</summary>
    public bool Restart { get; private init; }

    /// <summary>A handler. It runs on a thread that has the signal unblocked, while that waits in the engine or at <see cref="AioSignals.RunHandlers"/>.</summary>
    public static SignalAction Catch(Action<SignalInfo> handler, bool restart = false) => new() { Handler = handler, Restart = restart };
}
