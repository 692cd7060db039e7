namespace AioCli.Shell;

/// <summary>What the process exits with: docs/cli.md.</summary>
internal static class ExitCode
{
    /// <summary>All as required.</summary>
    public const int Ok = 0;

    /// <summary>A violation, a failed expectation, or a run that was not deterministic.</summary>
    public const int Violation = 1;

    /// <summary>The command line or an input file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A target or a tool is missing.</summary>
    public const int Missing = 3;

    /// <summary>Inconclusive, and no violation.</summary>
    public const int Inconclusive = 4;

    /// <summary>A mistake in aiosim itself: never to be taken for a verdict.</summary>
    public const int OurFailure = 125;

    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended in good order by SIGTERM.</summary>
    public const int Terminated = 143;
}
