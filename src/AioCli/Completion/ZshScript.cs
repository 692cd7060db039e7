using System.CommandLine;
using System.Text;

namespace AioCli.Completion;

/// <summary>Completion for zsh.</summary>
internal static class ZshScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(TextWriter output, Command root)
    {
        output.WriteLine("#compdef aiosim");
        output.WriteLine("# Completion of aiosim for zsh: source <(aiosim completion zsh)");
        output.WriteLine("_aiosim() {");
        output.WriteLine("  local state");
        output.WriteLine("  local -a commands");
        output.WriteLine("  commands=(");
        foreach (var command in Completable.Commands(root)) output.WriteLine($"    '{command.Name}:{Escape(command.Description)}'");
        output.WriteLine("  )");
        output.WriteLine("  _arguments -C \\");
        foreach (var option in Completable.Root(root).Options) output.WriteLine($"    {Spec(option)} \\");
        output.WriteLine("    '1:command:->command' '*::argument:->argument'");
        output.WriteLine("  case $state in");
        output.WriteLine("    command) _describe command commands ;;");
        output.WriteLine("    argument)");
        output.WriteLine("      case $words[1] in");
        foreach (var command in Completable.Commands(root)) WriteCommand(output, command);
        output.WriteLine("      esac ;;");
        output.WriteLine("  esac");
        output.WriteLine("}");
        output.WriteLine("compdef _aiosim aiosim");
    }

    private static void WriteCommand(TextWriter output, Completable command)
    {
        var specs = command.Options.Select(Spec).ToList();
        if (command.Argument.Value != Value.None) specs.Add($"'*:argument:{Action(command.Argument)}'");
        output.WriteLine($"        {command.Name}) _arguments \\");
        output.WriteLine(string.Join(" \\\n", specs.Select(s => "          " + s)) + " ;;");
    }

    private static string Spec(CompletableOption option)
    {
        var head = $"'{option.Name}[{Escape(option.Description)}]";
        return option.Place.Value == Value.None ? head + "'" : $"{head}:value:{Action(option.Place)}'";
    }

    private static string Action(Place place) => place.Value switch
    {
        Value.Path => "_files",
        Value.Word => $"({string.Join(' ', place.Words)})",
        _ => " ",
    };

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (c is '[' or ']' or ':' or '\\') escaped.Append('\\');
            escaped.Append(c == '\'' ? "'\\''" : c.ToString());
        }

        return escaped.ToString();
    }
}
