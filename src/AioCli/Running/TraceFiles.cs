using System.Text;
using AioCli.Shell;

namespace AioCli.Running;

/// <summary>Where the traces go: a file for one scenario; a folder with one each, named as the scenarios are.</summary>
internal sealed class TraceFiles
{
    private const string Extension = ".history";

    private readonly string? _path;
    private readonly bool _isFolder;

    private TraceFiles(string? path, bool isFolder) => (_path, _isFolder) = (path, isFolder);

    /// <summary>Where the traces of these scenarios go.</summary>
    /// <param name="session">Whose working directory it is relative to.</param>
    /// <param name="path">A file, or a folder: one that exists or whose name ends in '/'. Null where no trace is asked for.</param>
    /// <param name="files">The scenarios.</param>
    /// <exception cref="UserError">One file for several scenarios, or two scenarios of one name in a folder.</exception>
    public static TraceFiles For(Session session, string? path, IReadOnlyCollection<ScenarioFile> files)
    {
        if (path is null) return new TraceFiles(null, false);
        var isFolder = path.EndsWith('/') || Directory.Exists(session.Full(path));
        if (!isFolder && files.Count > 1)
        {
            throw new UserError($"aiosim: --trace {path}: one file cannot take the traces of {files.Count} scenarios; name a folder: --trace {path}/");
        }

        var traces = new TraceFiles(path, isFolder);
        if (files.GroupBy(traces.PathOf, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new UserError($"aiosim: --trace {path}: {string.Join(" and ", same.Select(f => f.Path))} would both be traced to {same.Key}; run them apart");
        }

        return traces;
    }

    /// <summary>Opens the trace of a scenario; null where none is asked for.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    public TextWriter? Open(Session session, ScenarioFile file)
    {
        if (_path is null) return null;
        var full = session.Full(PathOf(file));
        try
        {
            if (_isFolder) Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            return new StreamWriter(full, false, new UTF8Encoding(false)) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"aiosim: --trace {_path}: {PathOf(file)} cannot be written ({Inputs.Reason(e)})");
        }
    }

    private string PathOf(ScenarioFile file) => _isFolder ? $"{_path!.TrimEnd('/')}/{Path.ChangeExtension(file.Name, Extension)}" : _path!;
}
