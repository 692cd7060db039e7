namespace AioCli.Machines;

/// <summary>Whether something is there.</summary>
internal enum Availability
{
    /// <summary>It is.</summary>
    Yes,
    /// <summary>It is not, or it is refused.</summary>
    No,
    /// <summary>It cannot be told.</summary>
    Unknown,
}

/// <summary>One thing that a machine offers.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Available">Whether it is there.</param>
/// <param name="Found">What was found, or why not.</param>
/// <param name="Enables">What it is good for.</param>
internal sealed record Offer(string Name, Availability Available, string Found, string Enables);
