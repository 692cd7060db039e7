namespace AioSpec.Model;

/// <summary>How the environment ends a transfer.</summary>
/// <param name="Fault">It fails with this error.</param>
/// <param name="Limit">It ends after so many bytes.</param>
public readonly record struct Treatment(Errno Fault, long Limit)
{
    /// <summary>All goes well.</summary>
    public static Treatment Good { get; } = new(Errno.None, long.MaxValue);
}
