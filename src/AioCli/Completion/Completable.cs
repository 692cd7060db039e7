using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;

namespace AioCli.Completion;

/// <summary>What can stand at a place of the command line.</summary>
internal enum Value
{
    /// <summary>Nothing: the option is a switch.</summary>
    None,
    /// <summary>A path.</summary>
    Path,
    /// <summary>One of <see cref="Place.Words"/>.</summary>
    Word,
    /// <summary>Anything else.</summary>
    Free,
}

/// <summary>A place of the command line: an argument, or what follows an option.</summary>
internal sealed record Place(Value Value, ImmutableArray<string> Words)
{
    private static readonly string[] s_paths = ["FILE", "PATH"];

    /// <summary>Of an argument.</summary>
    public static Place Of(Argument argument) => Of(argument.Name, argument.GetCompletions(CompletionContext.Empty));

    /// <summary>Of what follows an option.</summary>
    public static Place Of(Option option) =>
        option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)
            ? new Place(Value.None, [])
            : Of(option.HelpName ?? option.Name, option.GetCompletions(CompletionContext.Empty));

    private static Place Of(string name, IEnumerable<CompletionItem> completions)
    {
        if (s_paths.Contains(name)) return new Place(Value.Path, []);
        var words = completions.Select(c => c.Label).ToImmutableArray();
        return new Place(words.Length > 0 ? Value.Word : Value.Free, words);
    }
}

/// <summary>An option: its name with the dashes, what it does, and what follows it.</summary>
internal sealed record CompletableOption(string Name, string Description, Place Place);

/// <summary>A command of the tree, as far as completion needs it.</summary>
internal sealed record Completable(string Name, string Description, ImmutableArray<CompletableOption> Options, Place Argument)
{
    /// <summary>All subcommands in the order of the help.</summary>
    public static IEnumerable<Completable> Commands(Command root) =>
        root.Subcommands.Select(c => Of(c, root.Options.Where(o => o.Recursive)));

    /// <summary>The command itself.</summary>
    public static Completable Root(Command root) => Of(root, []);

    private static Completable Of(Command command, IEnumerable<Option> inherited) => new(
        command.Name,
        command.Description ?? "",
        [.. command.Options.Concat(inherited).Select(o => new CompletableOption(o.Name, o.Description ?? "", Place.Of(o)))],
        command.Arguments.Count > 0 ? Place.Of(command.Arguments[0]) : new Place(Value.None, []));
}
