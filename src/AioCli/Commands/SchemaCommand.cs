using System.CommandLine;
using AioCli.Shell;
using AioSim.Scenarios;

namespace AioCli.Commands;

/// <summary><c>aiosim schema</c></summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Session session)
    {
        var command = new DocumentedCommand(
            "schema",
            "Prints the JSON Schema of scenario files, with which editors complete and check them.",
            new Help.Example("aiosim schema > scenario.schema.json", "beside the scenarios"));
        command.SetAction(_ =>
        {
            session.Ui.Results.Write(ScenarioSchema.Generate());
            return ExitCode.Ok;
        });
        return command;
    }
}
