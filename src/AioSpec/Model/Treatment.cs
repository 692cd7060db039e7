namespace AioSpec.Model;

/// <summary>How the environment ends a transfer.</summary>
/// <param name="Fault">It fails with this error.</param>
/// <param name="Limit">It ends after so many bytes; a read that fails brings none, but has taken them from a stream.</param>
public readonly record struct Treatment(Errno Fault, long Limit)
{
    /// <summary>It fails, and nothing has moved.</summary>
    public static Treatment Fails(Errno fault) => new(fault, 0);

    /// <summary>All goes well.</summary>
    public static Treatment Good { get; } = new(Errno.None, long.MaxValue);
}
