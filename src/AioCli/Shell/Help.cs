using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AioCli.Shell;

/// <summary>The help of every command: what the parser knows of it, then examples.</summary>
internal static class Help
{
    private const int Width = 80;

    /// <summary>The option.</summary>
    public static HelpOption Option() => new("--help", "-h")
    {
        Description = "Show this help.",
        Action = new Action(new HelpAction { MaxWidth = Width }),
    };

    /// <summary>A command line, and what it is good for.</summary>
    public sealed record Example(string CommandLine, string Purpose);

    private sealed class Action(HelpAction standard) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            standard.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            var examples = ((DocumentedCommand)parseResult.CommandResult.Command).Examples;
            output.WriteLine("Examples:");
            var width = examples.Max(e => e.CommandLine.Length);
            foreach (var example in examples) output.WriteLine($"  {example.CommandLine.PadRight(width)}  {example.Purpose}");
            return ExitCode.Ok;
        }
    }
}
