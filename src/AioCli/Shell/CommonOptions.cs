using System.CommandLine;
using System.CommandLine.Invocation;

namespace AioCli.Shell;

/// <summary>Options that several commands have, in the same words.</summary>
internal static class CommonOptions
{
    private const string NoColorName = "--no-color";

    /// <summary>Without colours.</summary>
    public static Option<bool> NoColor() => new(NoColorName)
    {
        Description = "Print without colours; so does a variable NO_COLOR.",
        Recursive = true,
    };

    /// <summary>Whether it is given.</summary>
    public static bool IsNoColor(ParseResult parsed) => parsed.GetValue<bool>(NoColorName);

    /// <summary>The version of this command.</summary>
    public static Option Version() => new Option<bool>("--version") { Description = "Show the version.", Action = new VersionAction() };

    /// <summary>The machine's version of the output.</summary>
    public static Option<string?> Json() => ToFile("--json", "Write the result as JSON, too.");

    /// <summary>Only what is wrong.</summary>
    public static Option<bool> Quiet() => new("--quiet") { Description = "Print only what is not as required." };

    /// <summary>Where replay files of failures go.</summary>
    public static Option<string> Failures() => new("--failures")
    {
        Description = "The folder for the replay files of failures.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Running.FailureFiles.DefaultFolder,
    };

    /// <summary>An option that names a file.</summary>
    public static Option<string?> ToFile(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProductVersion.Text);
            return ExitCode.Ok;
        }
    }
}
