namespace AioCli.Targets.Drivers;

/// <summary>How long a driver may be silent.</summary>
internal sealed record DriverPatience
{
    /// <summary>Where nobody says otherwise.</summary>
    public static DriverPatience Default { get; } = new();

    /// <summary>Before each line of its first message.</summary>
    public TimeSpan FirstMessage { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Beyond the limit of a program, which the driver itself has to hold.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
