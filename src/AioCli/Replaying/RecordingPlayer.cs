using System.Text;
using AioCli.Reports;
using AioCli.Running;
using AioCli.Shell;
using AioSim;
using AioSim.Replaying;
using AioSim.Scenarios;
using AioSim.Stepping;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Replaying;

/// <summary>Replays a file.</summary>
internal sealed class RecordingPlayer(Session session, ReplaySettings settings)
{
    private const string Expected = "a replay file, as aiosim run and explore write one for a failure";

    /// <summary>Replays it.</summary>
    /// <exception cref="UserError">The file is no replay file, or the scenario has mistakes.</exception>
    public PlayedRecording Play()
    {
        var recording = Read();
        var changed = settings.Scenario is { } path ? ReadScenario(path) : null;
        try
        {
            return Play(recording, changed);
        }
        catch (ProgramException e)
        {
            throw new UserError(e.Place is null ? $"{settings.Scenario ?? settings.File}: {e.Message}" : e.Text);
        }
    }

    private PlayedRecording Play(RecordedRun recording, Program? changed)
    {
        using var trace = settings.Trace is { } path ? OpenTrace(path) : null;
        var steps = settings.Steps ? new StepPrinter(session, settings.At) : null;
        var sinks = new Sinks([new WatchingSink(session, settings.File), .. trace is null ? [] : (IEventSink[])[new WritingSink(trace)]]);
        var replay = Replay(recording, changed, sinks, steps);
        session.Ui.Progress("");
        if (settings.At is { } at && at >= replay.Run.Result.Steps && !steps!.IsQuit)
        {
            throw new UserError($"aiosim: --at {at}: the run ends at step {replay.Run.Result.Steps}");
        }

        return new PlayedRecording(settings.File, recording, replay, OutcomeOf(recording, changed, replay));
    }

    private Replay Replay(RecordedRun recording, Program? changed, IEventSink sink, IRunObserver? observer)
    {
        var options = new ReplayOptions { Simulate = session.Simulate, Sink = sink, Observer = observer, GoesOn = settings.GoesOn };
        return changed is null ? Replayer.Run(recording, options) : Replayer.RunChanged(recording, changed, options);
    }

    private ScenarioOutcome OutcomeOf(RecordedRun recording, Program? changed, Replay replay)
    {
        var (result, verdict) = (replay.Run.Result, replay.Run.Verdict);
        var problems = ScenarioRunner.Problems(result, new RunSettings(recording.Seed, false, recording.Steps));
        var outcome = new ScenarioOutcome
        {
            Path = settings.File,
            Name = recording.Program.Name,
            Seed = recording.Seed,
            Status = ScenarioRunner.StatusOf(problems, verdict),
            Result = result,
            Verdict = verdict,
            Problems = problems,
        };
        if (outcome.Status == CaseStatus.Pass) return outcome;
        using var selection = SelectingSink.Of(changed ?? recording.Program, result, verdict);
        Replay(recording, changed, selection, null);
        return outcome with { Events = selection.Events };
    }

    private RecordedRun Read()
    {
        try
        {
            return RecordingText.Parse(Inputs.ReadText(session, settings.File, Expected), settings.File);
        }
        catch (TextFormatError e)
        {
            throw new UserError(e.Message);
        }
    }

    private Program ReadScenario(string path)
    {
        try
        {
            return ScenarioReader.Read(Inputs.ReadText(session, path, ScenarioFiles.Expected), path).Program;
        }
        catch (ScenarioError e)
        {
            throw new UserError(e.Message);
        }
    }

    private StreamWriter OpenTrace(string path)
    {
        try
        {
            return new StreamWriter(session.Full(path), false, new UTF8Encoding(false)) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"aiosim: --trace {path}: it cannot be written ({Inputs.Reason(e)})");
        }
    }
}
