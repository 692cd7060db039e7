using System.CommandLine;
using AioCli.Commands;

namespace AioCli.Shell;

/// <summary>The command <c>aiosim</c>: its tree, and what happens around a command of it.</summary>
internal static class AioSimCommand
{
    private const string DebugVariable = "AIOSIM_DEBUG";

    /// <summary>All of the command line, as data.</summary>
    public static Command Build(Session session)
    {
        // Not a RootCommand: that is called as the executable is.
        var root = new DocumentedCommand(
            "aiosim",
            "Simulates, judges and explains POSIX asynchronous I/O.",
            new("aiosim run scenarios", "runs and judges all scenarios of a folder"),
            new("aiosim explore scenarios/races", "walks all schedules, lists the outcomes"),
            new("aiosim judge recorded.history", "whether a recorded history is permitted"),
            new("aiosim spec CANCEL-04", "a requirement, with an example"),
            new("aiosim doctor", "what this machine offers"));
        foreach (var command in Commands(session)) root.Add(command);
        root.Add(CommonOptions.NoColor());
        root.Add(Help.Option());
        root.Add(CommonOptions.Version());
        return root;
    }

    /// <summary>Runs a command line and returns what the process exits with. Nothing is thrown.</summary>
    public static int Run(IReadOnlyList<string> args, Session session)
    {
        try
        {
            return Perform(Build(session).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }), session);
        }
        catch (UserError error)
        {
            foreach (var line in error.Message.Split('\n')) session.Ui.Note(line);
            return error.ExitCode;
        }
        catch (OperationCanceledException) when (session.Interrupted.IsCancellationRequested)
        {
            session.Ui.Note("aiosim: interrupted");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // Whatever it is: the user gets a sentence, not a stack trace.
        catch (Exception error)
#pragma warning restore CA1031
        {
            TellOurFailure(error, session);
            return ExitCode.OurFailure;
        }
        finally
        {
            session.Ui.Flush();
        }
    }

    private static IEnumerable<Command> Commands(Session session) =>
    [
        RunCommand.Build(session),
        ExploreCommand.Build(session),
        MergeCommand.Build(session),
        ReplayCommand.Build(session),
        ConformCommand.Build(session),
        JudgeCommand.Build(session),
        RecordCommand.Build(session),
        SpecCommand.Build(session),
        SchemaCommand.Build(session),
        NewCommand.Build(session),
        DoctorCommand.Build(session),
        CompletionCommand.Build(session),
    ];

    private static int Perform(ParseResult parsed, Session session)
    {
        if (CommonOptions.IsNoColor(parsed)) session.Ui.NoColor();
        if (Misuse.Is(parsed)) throw Misuse.Explain(parsed);
        return parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = session.Ui.Results,
            Error = session.Ui.Results,
        });
    }

    private static void TellOurFailure(Exception error, Session session)
    {
        // Of workers that failed the first will do.
        if (error is AggregateException { InnerException: { } first }) error = first;
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
        {
            session.Ui.Note(error.ToString());
            return;
        }

        var what = error.Message.Split('\n')[0].TrimEnd();
        session.Ui.Note($"aiosim: internal error: {what} ({error.GetType().Name}); this is a mistake of aiosim's, please report it "
            + $"with the command line ({DebugVariable}=1 shows where it happened)");
    }
}
