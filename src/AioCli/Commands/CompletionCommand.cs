using System.CommandLine;
using AioCli.Completion;
using AioCli.Shell;

namespace AioCli.Commands;

/// <summary><c>aiosim completion SHELL</c></summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, Action<TextWriter, Command> Write)[] s_scripts =
    [
        ("bash", BashScript.Write),
        ("zsh", ZshScript.Write),
        ("fish", FishScript.Write),
    ];

    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell." };
        ClosedSet.Restrict(shell, "shell", [.. s_scripts.Select(s => s.Shell)]);
        var command = new DocumentedCommand(
            "completion",
            "Prints a script that completes the command line of aiosim in a shell.",
            new("source <(aiosim completion bash)", "in ~/.bashrc"),
            new("source <(aiosim completion zsh)", "in ~/.zshrc, after compinit"),
            new("aiosim completion fish | source", "in config.fish"))
        { shell };
        command.SetAction(parsed =>
        {
            var script = Array.Find(s_scripts, s => s.Shell == parsed.GetRequiredValue(shell));
            script.Write(session.Ui.Results, AioSimCommand.Build(session));
            return ExitCode.Ok;
        });
        return command;
    }
}
