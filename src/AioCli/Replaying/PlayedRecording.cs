using AioCli.Running;
using AioSim.Replaying;

namespace AioCli.Replaying;

/// <summary>A recording, and what came of its replay.</summary>
/// <param name="File">The replay file, as the user named it.</param>
/// <param name="Recording">What it holds.</param>
/// <param name="Replay">The run.</param>
/// <param name="Outcome">The run as other commands show it.</param>
internal sealed record PlayedRecording(string File, RecordedRun Recording, Replay Replay, ScenarioOutcome Outcome)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode => Replay.Divergence is not null ? Shell.ExitCode.Inconclusive : Replay.Recurs ? Shell.ExitCode.Violation : Shell.ExitCode.Ok;
}
