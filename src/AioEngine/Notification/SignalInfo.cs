using AioSpec;

namespace AioEngine;

/// <summary>A signal that was generated: <c>siginfo_t</c>.</summary>
/// <param name="Signo"><c>si_signo</c>.</param>
/// <param name="Value"><c>si_value</c>, as a value of the contract; of a native control block its low 32 bits.</param>
/// <param name="Code"><c>si_code</c>.</param>
/// <param name="Pointer"><c>si_value.sival_ptr</c> of a native control block.</param>
public readonly record struct SignalInfo(Signo Signo, SigVal Value, SignalCode Code, nint Pointer = 0);
