namespace AioSpec.Model;

/// <summary>A signal that was generated and not delivered or taken yet.</summary>
public readonly record struct PendingSignal(Signo Signo, SignalCode Code, SigVal Value)
{
    /// <summary>The control block whose request it notifies of, or null.</summary>
    public string? Cb { get; init; }
}
