using System.CommandLine;
using AioCli.Running;
using AioCli.Shell;

namespace AioCli.Commands;

/// <summary><c>aiosim new NAME</c></summary>
internal static class NewCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the scenario; the file is NAME.yaml." };
        var command = new DocumentedCommand(
            "new",
            "Writes a first scenario file, which runs and passes, to start from.",
            new("aiosim new hello", "writes hello.yaml"),
            new("aiosim new scenarios/cancel/mine", "in a folder"))
        { name };
        command.SetAction(parsed => Run(session, parsed.GetRequiredValue(name)));
        return command;
    }

    private static int Run(Session session, string name)
    {
        var path = name.EndsWith(NewScenario.Extension, StringComparison.Ordinal) ? name : name + NewScenario.Extension;
        var text = NewScenario.Text(session, path);
        Write(session, path, text);
        session.Ui.Line($"{path} is written; run it with: aiosim run {ShellWord.Quote(path)}");
        return ExitCode.Ok;
    }

    private static void Write(Session session, string path, string text)
    {
        var folder = Path.GetDirectoryName(session.Full(path))!;
        if (!Directory.Exists(folder)) throw new UserError($"{path}: the folder '{Path.GetDirectoryName(path)}' does not exist; make it first");
        try
        {
            using var file = new StreamWriter(new FileStream(session.Full(path), FileMode.CreateNew, FileAccess.Write)) { NewLine = "\n" };
            file.Write(text);
        }
        catch (IOException) when (Path.Exists(session.Full(path)))
        {
            throw new UserError($"{path}: it exists already and is left as it is; choose another name");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: it cannot be written ({Inputs.Reason(e)})");
        }
    }
}
