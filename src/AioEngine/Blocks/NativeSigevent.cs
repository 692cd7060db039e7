namespace AioEngine;

/// <summary><c>struct sigevent</c> for a list of native control blocks.</summary>
public unsafe struct NativeSigevent
{
    /// <summary><c>sigev_notify</c>, as <see cref="AioSpec.SigEventNotify"/>.</summary>
    public int Notify;

    /// <summary><c>sigev_signo</c>.</summary>
    public int Signo;

    /// <summary><c>sigev_value</c>.</summary>
    public nint Value;

    /// <summary><c>sigev_notify_function</c>.</summary>
    public delegate*<nint, void> Function;
}
