using System.CommandLine;
using AioCli.Replaying;
using AioCli.Reports;
using AioCli.Shell;

namespace AioCli.Commands;

/// <summary><c>aiosim replay FILE</c></summary>
internal static class ReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "A replay file, as run and explore write one for a failure." };
        var step = new Option<bool>("--step") { Description = "Show each step: the state, what is enabled, and why the rest is not." };
        var at = new Option<long?>("--at")
        {
            Description = "Show only the step of this number.",
            HelpName = "N",
            CustomParser = result => (long)Numbers.Parse(result, 0, long.MaxValue),
        };
        var scenario = CommonOptions.ToFile("--scenario", "Take the recorded steps on this scenario, which has changed since.");
        var goOn = new Option<bool>("--continue") { Description = "Where the run cannot be followed any more, go on under its seed." };
        var trace = CommonOptions.ToFile("--trace", "Write the history in its text form.");
        var json = CommonOptions.Json();
        var quiet = CommonOptions.Quiet();
        var command = new DocumentedCommand(
            "replay",
            "Runs a recorded schedule again, to the byte.",
            new("aiosim replay failure.replay", "does the failure recur?"),
            new("aiosim replay failure.replay --step", "step by step"),
            new("aiosim replay failure.replay --at 12", "the state before step 12"),
            new("aiosim replay failure.replay --scenario fixed.yaml", "on a changed program"))
        { file, step, at, scenario, goOn, trace, json, quiet };
        command.SetAction(parsed =>
        {
            ReportFile.Check(session, [(json.Name, parsed.GetValue(json)), (trace.Name, parsed.GetValue(trace))]);
            var settings = new ReplaySettings(parsed.GetRequiredValue(file))
            {
                Steps = parsed.GetValue(step) || parsed.GetValue(at) is not null,
                At = parsed.GetValue(at),
                Scenario = parsed.GetValue(scenario),
                GoesOn = parsed.GetValue(goOn),
                Trace = parsed.GetValue(trace),
                Quiet = parsed.GetValue(quiet),
            };
            var start = session.Clock.GetTimestamp();
            var played = new RecordingPlayer(session, settings).Play();
            ReplayView.Print(session.Ui, played, settings);
            ReportFile.Save(session, json.Name, parsed.GetValue(json), s => ReplayJson.Write(s, played, session.SecondsSince(start)));
            return played.ExitCode;
        });
        return command;
    }
}
