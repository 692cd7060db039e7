namespace AioSpec.Model;

/// <summary>A signal that was generated and not delivered or taken yet.</summary>
public readonly record struct PendingSignal(Signo Signo, SignalCode Code, SigVal Value);
