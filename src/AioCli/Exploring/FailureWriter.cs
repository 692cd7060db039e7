using System.Collections.Immutable;
using System.Globalization;
using AioCli.Running;
using AioCli.Shell;
using AioSim;
using AioSim.Exploration;
using AioSim.Replaying;
using AioSim.Scenarios;
using AioSim.Shrinking;
using AioSpec.Programs;

namespace AioCli.Exploring;

/// <summary>Writes a replay file for each failure of an exploration, and the scenario that it shrinks to.</summary>
internal sealed class FailureWriter(Session session, FailureFiles files)
{
    /// <summary>So many failures of one scenario are kept.</summary>
    private const int Most = 8;

    /// <summary>Writes them.</summary>
    public ImmutableArray<FailureFile> Write(ScenarioFile file, Program program, ExplorationResult result, ExplorationOptions options) =>
        [.. result.Failures.Take(Most).Select((failure, i) => Write(file, program, failure, i + 1, options))];

    private FailureFile Write(ScenarioFile file, Program program, ExploredFailure failure, int number, ExplorationOptions options)
    {
        session.Ui.Progress(string.Create(CultureInfo.InvariantCulture, $"{file.Path}: shrinking failure {number}"));
        try
        {
            var recording = Replayer.Record(program, Options(failure, options), file.Path, session.Simulate).Recording;
            var which = number.ToString(CultureInfo.InvariantCulture);
            var replay = files.Save(file.Name, which, recording);
            var shrunk = Shrinker.Shrink(recording, Match(failure, recording));
            return new FailureFile(replay, shrunk is null ? null : files.Write($"{FailureFiles.Stem(file.Name)}-{which}-shrunk.yaml", ScenarioWriter.Write(shrunk.ToScenario())));
        }
        catch (Exception e) when (e is ProgramException or AioSpec.Model.InvariantException or ArgumentException)
        {
            // The schedule leads to what cannot be run to an end; it stands in the report.
            return new FailureFile(null, null);
        }
        finally
        {
            session.Ui.Progress("");
        }
    }

    private static SimulationOptions Options(ExploredFailure failure, ExplorationOptions options) => new()
    {
        Seed = options.Seed,
        SplitCalls = options.SplitCalls,
        Policy = new ReplayPolicy(failure.Schedule),
        MaxSteps = options.MaxSteps,
    };

    /// <summary>The failure of the run that the exploration has told of.</summary>
    private static Failure? Match(ExploredFailure failure, RecordedRun recording) =>
        recording.Failures.FirstOrDefault(f => f.Rule == failure.Requirement)
        ?? recording.Failures.FirstOrDefault(f => failure.Message.EndsWith(f.Message, StringComparison.Ordinal))
        ?? recording.Failures.FirstOrDefault();
}
