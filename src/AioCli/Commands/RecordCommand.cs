using System.CommandLine;
using AioCli.Drawing;
using AioCli.Recording;
using AioCli.Reports;
using AioCli.Shell;
using AioSim.Scenarios;
using AioSpec.Histories;
using AioSpec.Text;

namespace AioCli.Commands;

/// <summary><c>aiosim record -- CMD…</c></summary>
internal static class RecordCommand
{
    private const int Misused = 124;
    private const long Slots = 1 << 24;

    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var program = new Argument<string[]>("CMD") { Description = "The program and its arguments, behind --.", Arity = ArgumentArity.OneOrMore };
        var trace = CommonOptions.ToFile("--trace", "Write the history, for aiosim judge and others.");
        var scenario = CommonOptions.ToFile("--to-scenario", "Write what was seen as a scenario file.");
        var json = CommonOptions.Json();
        var quietAfter = new Option<string?>("--quiet-after")
        {
            Description = "End the program after so long without a call, a signal or a callback, and judge what should have come.",
            HelpName = "DURATION",
        };
        var misuse = new Option<bool>("--fail-on-misuse") { Description = $"Exit with {Misused} if the program misused a control block or buffer." };
        var quiet = CommonOptions.Quiet();
        var command = new DocumentedCommand(
            "record",
            "Runs an unmodified program on its own AIO, notes every call, and judges what it and its libc did.",
            new("aiosim record -- ./server --port 80", "is what it did permitted?"),
            new("aiosim record --quiet-after 5s -- ./a.out", "a program that hangs"),
            new("aiosim record --to-scenario seen.yaml -- ./a.out", "to play it on the simulator"))
        { program, trace, scenario, json, quietAfter, misuse, quiet };
        command.SetAction(parsed => Run(session, new Request(
            parsed.GetRequiredValue(program),
            parsed.GetValue(trace),
            parsed.GetValue(scenario),
            parsed.GetValue(json),
            Silence(parsed.GetValue(quietAfter)),
            parsed.GetValue(misuse),
            parsed.GetValue(quiet))));
        return command;
    }

    private sealed record Request(string[] Program, string? Trace, string? Scenario, string? Json, TimeSpan? Silence, bool FailOnMisuse, bool Quiet);

    private static TimeSpan? Silence(string? text)
    {
        if (text is null) return null;
        if (Durations.TryParse(text, out var nanoseconds) && nanoseconds > 0) return TimeSpan.FromTicks(Math.Max(1, nanoseconds / 100));
        throw new UserError($"--quiet-after: '{text}' is no length of time; expected {Durations.Expected}");
    }

    private static int Run(Session session, Request request)
    {
        ReportFile.Check(session, [("--trace", request.Trace), ("--to-scenario", request.Scenario), ("--json", request.Json)]);
        var found = RecordedProgram.Find(request.Program[0], session.Directory, Environment.GetEnvironmentVariable("PATH"))
            ?? throw new UserError($"{request.Program[0]}: there is no such program", RecordedRun.NotFound);
        var library = Recorder.For(session, found);
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "notes");
        var log = new RecordLog(path);
        log.Create(Slots);
        var start = session.Clock.GetTimestamp();
        var (status, silent) = RecordedRun.Run(session, found.Path, request.Program[1..], library, path, log, request.Silence);
        var ui = session.Ui.BesideAProgram();
        var counts = log.Counts();
        Warn(ui, counts, request.Program[0]);
        var end = silent && counts.Lost == 0 ? EndKind.Quiet : EndKind.Cut;
        var recordings = RecordedImage.Of(log).ConvertAll(image => new RecordedHistory(log, image, Recorder.TargetOf(found), end));
        var judged = recordings.ConvertAll(JudgedRecording.Of);
        Tell(ui, judged, request, silent);
        if (request.Trace is not null) RecordingFiles.Write(session, request.Trace, recordings);
        if (request.Scenario is not null) WriteScenario(session, ui, request.Scenario, recordings);
        ReportFile.Save(session, "--json", request.Json, s => RecordJson.Write(s, judged, status, counts.Lost, session.SecondsSince(start)));
        ui.Flush();
        return request.FailOnMisuse && recordings.Exists(r => r.Misuses.Count > 0) ? Misused : status;
    }

    private static void Warn(Ui ui, RecordCounts counts, string program)
    {
        if (counts.Taken == 0) ui.Note($"aiosim: {program} did not load the recorder: is it set-user-ID, or does it clear its environment?");
        if (counts.Lost > 0)
        {
            var why = counts.DiskFull ? "record stopped, there is no space on the disk of the temporary folder (set TMPDIR to another)" : "record stopped, the recording is full";
            ui.Note($"aiosim: {why}: {counts.Lost} notes are missing, and what came before them is judged");
        }

        if (counts.Unwatched > 0) ui.Note($"aiosim: {counts.Unwatched} requests were more than misuse can be watched for");
    }

    private static void Tell(Ui ui, List<JudgedRecording> judged, Request request, bool silent)
    {
        if (silent) ui.Note($"aiosim: the program was ended: nothing had happened for {request.Silence!.Value.TotalSeconds} s");
        if (judged.Count == 0 && !request.Quiet) ui.Note("aiosim: no call of aio.h was made");
        foreach (var one in judged)
        {
            var asRequired = one.Recording.Misuses.Count == 0 && one.Verdict.Answer == AioSpec.Judging.Answer.Permitted;
            if (!request.Quiet || !asRequired) RecordView.Print(ui, one);
        }
    }

    private static void WriteScenario(Session session, Ui ui, string path, List<RecordedHistory> recordings)
    {
        if (recordings.Count == 0) return;
        var first = recordings[0];
        var program = RecordedScenario.Of(Path.GetFileNameWithoutExtension(path), first.Header, first.Judgeable());
        var scenario = new Scenario { Program = program, Description = "What a program was seen to do, with the times at which it did it." };
        File.WriteAllText(session.Full(path), ScenarioWriter.Write(scenario) + "\n");
        if (recordings.Count > 1) ui.Note($"aiosim: {path} holds the first of {recordings.Count} processes");
    }
}
