namespace AioCli.Targets.Drivers;

/// <summary>How long a driver may be silent.</summary>
internal sealed record DriverPatience
{
    /// <summary>Where nobody says otherwise.</summary>
    public static DriverPatience Default { get; } = new();

    /// <summary>Before each line of its first message.</summary>
    public TimeSpan FirstMessage { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The same, for one more beside those that are there: many boards serve one host at a time, and let the second wait.</summary>
    public TimeSpan FurtherFirstMessage { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Beyond the limit of a program, for one that says that it is alive and nothing else: the program may sleep.</summary>
    public TimeSpan Alive { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>So long one that was lost is waited for, as a board that starts again.</summary>
    public TimeSpan Return { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Beyond the limit of a program, which the driver itself has to hold.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
