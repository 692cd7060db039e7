namespace AioSpec.FsCheck.Validity;

/// <summary>What runs a body.</summary>
internal enum BodyKind
{
    /// <summary>A thread of the program.</summary>
    Thread,
    /// <summary>A thread of a notification.</summary>
    Callback,
    /// <summary>A signal handler: only async-signal-safe calls (2.4.3).</summary>
    Handler,
}
