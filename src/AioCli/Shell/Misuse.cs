using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using AioSpec.Text;

namespace AioCli.Shell;

/// <summary>Says what is wrong with a command line.</summary>
internal static class Misuse
{
    /// <summary>
    /// Whether it is wrong. So is a word that starts with '-' and was taken for an argument: the parser does so where arguments
    /// may still come, but nobody means it, and who does writes it behind '--'. Help that is asked of a command that isn't
    /// there would be another command's.
    /// </summary>
    public static bool Is(ParseResult parsed) =>
        parsed.Action is ParseErrorAction
        || (parsed.Action?.ClearsParseErrors == true ? IsOfNoCommand(parsed) : UnknownOptions(parsed).Any());

    private static bool IsOfNoCommand(ParseResult parsed) =>
        parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Any(t => t[..Math.Min(1, t.Length)] != "-");

    /// <summary>What is wrong, and where help is.</summary>
    public static UserError Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var problems = Problems(parsed, command).Distinct().Select(p => $"aiosim: {p}");
        return new UserError(string.Join('\n', [.. problems, $"see '{NameOf(parsed.CommandResult)} --help'"]));
    }

    private static IEnumerable<string> Problems(ParseResult parsed, Command command)
    {
        var options = UnknownOptions(parsed).ToList();
        if (options.Count > 0) return options.Select(o => $"unknown option '{o}'{Suggest(o, OptionNames(parsed.CommandResult))}");
        if (command.Subcommands.Count > 0) return [CommandProblem(parsed, command)];
        if (parsed.UnmatchedTokens.Count > 0) return parsed.UnmatchedTokens.Select(t => $"'{t}' is one argument too many");
        return parsed.Errors.Select(e => Sentence(e.Message));
    }

    private static string CommandProblem(ParseResult parsed, Command command)
    {
        var known = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        return parsed.UnmatchedTokens is [var given, ..]
            ? $"unknown command '{given}'{Suggest(given, known)}"
            : $"a command is missing; expected one of {string.Join(", ", known)}";
    }

    private static IEnumerable<string> UnknownOptions(ParseResult parsed)
    {
        var free = parsed.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).Select(t => t.Value).ToHashSet(StringComparer.Ordinal);
        var taken = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value);
        return taken.Concat(parsed.UnmatchedTokens).Where(t => t.Length > 1 && t[0] == '-' && !free.Contains(t));
    }

    private static IEnumerable<string> OptionNames(CommandResult result)
    {
        var options = result.Command.Options.Where(o => !o.Hidden).Select(o => o.Name);
        return result.Parent is CommandResult parent
            ? options.Concat(parent.Command.Options.Where(o => o.Recursive).Select(o => o.Name))
            : options;
    }

    private static string Suggest(string given, IEnumerable<string> known) =>
        Nearest.Word(given, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static string NameOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{NameOf(parent)} {result.Command.Name}" : "aiosim";

    /// <summary>The parser's own messages, in the manner of ours.</summary>
    private static string Sentence(string message)
    {
        var text = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
