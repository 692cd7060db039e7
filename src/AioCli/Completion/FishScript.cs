using System.CommandLine;

namespace AioCli.Completion;

/// <summary>Completion for fish.</summary>
internal static class FishScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(TextWriter output, Command root)
    {
        output.WriteLine("# Completion of aiosim for fish: aiosim completion fish | source");
        output.WriteLine("complete -c aiosim -f");
        foreach (var command in Completable.Commands(root))
        {
            output.WriteLine($"complete -c aiosim -n __fish_use_subcommand -a {command.Name} -d {Quote(command.Description)}");
        }

        foreach (var option in Completable.Root(root).Options) output.WriteLine($"complete -c aiosim -n __fish_use_subcommand {Option(option)}");
        foreach (var command in Completable.Commands(root)) WriteCommand(output, command);
    }

    private static void WriteCommand(TextWriter output, Completable command)
    {
        var head = $"complete -c aiosim -n '__fish_seen_subcommand_from {command.Name}'";
        foreach (var option in command.Options) output.WriteLine($"{head} {Option(option)}");
        if (command.Argument.Value == Value.Path) output.WriteLine($"{head} -F");
        if (command.Argument.Value == Value.Word) output.WriteLine($"{head} -a {Quote(string.Join(' ', command.Argument.Words))}");
    }

    private static string Option(CompletableOption option) => $"-l {option.Name.TrimStart('-')}{Argument(option.Place)} -d {Quote(option.Description)}";

    private static string Argument(Place place) => place.Value switch
    {
        Value.None => "",
        Value.Path => " -r -F",
        Value.Word => $" -x -a {Quote(string.Join(' ', place.Words))}",
        _ => " -x",
    };

    private static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
