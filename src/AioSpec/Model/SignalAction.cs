using AioSpec.Programs;

namespace AioSpec.Model;

/// <summary>What sigaction has set for a signal.</summary>
/// <param name="Disposition">Default, ignore or catch.</param>
/// <param name="Handler">The body of the handler; null is one that does nothing.</param>
/// <param name="Restart">SA_RESTART.</param>
/// <param name="Siginfo">SA_SIGINFO.</param>
public readonly record struct SignalAction(Disposition Disposition, string? Handler, bool Restart, bool Siginfo);
