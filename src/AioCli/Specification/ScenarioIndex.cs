using System.Collections.Immutable;
using AioCli.Running;
using AioCli.Shell;
using AioSim.Scenarios;

namespace AioCli.Specification;

/// <summary>Which scenario files of the folder <c>scenarios</c> show which requirements and races.</summary>
internal sealed class ScenarioIndex
{
    private const string Folder = "scenarios";

    private readonly ImmutableArray<(string Path, ImmutableArray<string> Ids)> _files;

    private ScenarioIndex(ImmutableArray<(string Path, ImmutableArray<string> Ids)> files) => _files = files;

    /// <summary>Of the working directory; empty where it has no such folder. A file with mistakes is left out, with a warning.</summary>
    public static ScenarioIndex Of(Session session) => Directory.Exists(session.Full(Folder))
        ? new ScenarioIndex([.. ScenarioFiles.In(session, Folder).Select(f => Read(session, f)).OfType<(string, ImmutableArray<string>)>()])
        : new ScenarioIndex([]);

    /// <summary>The files that show this id, in ordinal order.</summary>
    public IEnumerable<string> Showing(string id) => _files.Where(f => f.Ids.Contains(id)).Select(f => f.Path);

    private static (string, ImmutableArray<string>)? Read(Session session, string path)
    {
        try
        {
            var scenario = ScenarioReader.Read(Inputs.ReadText(session, path, "a scenario"), path);
            return (path, [.. scenario.Requirements, .. scenario.Races]);
        }
        catch (Exception e) when (e is ScenarioError or UserError)
        {
            session.Ui.Note($"left out: {e.Message.Split('\n')[0]}");
            return null;
        }
    }
}
