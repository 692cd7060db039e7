using System.CommandLine;

namespace AioCli.Completion;

/// <summary>Completion for bash.</summary>
internal static class BashScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(TextWriter output, Command root)
    {
        var commands = Completable.Commands(root).ToList();
        output.WriteLine("""
            # Completion of aiosim for bash: source <(aiosim completion bash)
            _aiosim() {
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= word
              COMPREPLY=()
              for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                case $word in
            """);
        output.WriteLine($"      {string.Join('|', commands.Select(c => c.Name))}) command=$word; break ;;");
        output.WriteLine("    esac");
        output.WriteLine("  done");
        output.WriteLine("  case $command:$previous in");
        foreach (var command in commands) WriteValues(output, command);
        output.WriteLine("  esac");
        output.WriteLine("  case $command:$current in");
        output.WriteLine($"    :*) {Words([.. commands.Select(c => c.Name), .. Completable.Root(root).Options.Select(o => o.Name)])} ;;");
        foreach (var command in commands) WriteCommand(output, command);
        output.WriteLine("  esac");
        output.WriteLine("}");
        output.WriteLine("complete -o filenames -F _aiosim aiosim");
    }

    private static void WriteValues(TextWriter output, Completable command)
    {
        foreach (var option in command.Options.Where(o => o.Place.Value != Value.None))
        {
            output.WriteLine($"    {command.Name}:{option.Name}) {Reply(option.Place)}; return ;;");
        }
    }

    private static void WriteCommand(TextWriter output, Completable command)
    {
        output.WriteLine($"    {command.Name}:-*) {Words([.. command.Options.Select(o => o.Name)])} ;;");
        output.WriteLine($"    {command.Name}:*) {Reply(command.Argument)} ;;");
    }

    private static string Reply(Place place) => place.Value switch
    {
        Value.Path => "mapfile -t COMPREPLY < <(compgen -f -- \"$current\")",
        Value.Word => Words(place.Words),
        _ => ":",
    };

    private static string Words(IReadOnlyCollection<string> words) =>
        $"mapfile -t COMPREPLY < <(compgen -W '{string.Join(' ', words)}' -- \"$current\")";
}
