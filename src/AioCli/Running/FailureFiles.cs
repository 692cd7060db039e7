using System.Globalization;
using System.Text;
using AioCli.Shell;
using AioSim.Replaying;

namespace AioCli.Running;

/// <summary>Where the replay files of failures go.</summary>
/// <param name="session">Whose working directory the folder is relative to.</param>
/// <param name="folder">The folder; it is made where it does not exist.</param>
internal sealed class FailureFiles(Session session, string folder)
{
    /// <summary>The folder where nobody says another.</summary>
    public const string DefaultFolder = "aiosim-failures";

    /// <summary>What replay files end in.</summary>
    public const string Extension = ".replay";

    /// <summary>A run with more choices is not kept: its seed and its bound on the steps say all.</summary>
    public const long MostSteps = 10_000_000;

    /// <summary>Writes a recording. Returns the path of the file, or null where it could not be written, which is noted.</summary>
    /// <param name="name">The scenario's name below the path that the user gave.</param>
    /// <param name="which">Which of its runs: <c>seed7</c>.</param>
    /// <param name="recording">The recording.</param>
    public string? Save(string name, string which, RecordedRun recording) => Write($"{Stem(name)}-{which}{Extension}", RecordingText.Print(recording));

    /// <summary>Writes a file into the folder. Returns its path, or null where it could not be written, which is noted.</summary>
    public string? Write(string fileName, string text)
    {
        var path = $"{folder.TrimEnd('/')}/{fileName}";
        try
        {
            Directory.CreateDirectory(session.Full(folder));
            File.WriteAllText(session.Full(path), text, new UTF8Encoding(false));
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            session.Ui.Note($"aiosim: {path}: the failure cannot be kept there ({Inputs.Reason(e)}); name another folder with --failures");
            return null;
        }
    }

    /// <summary>The name of a file without its folders and its extension; what is in folders is named after them.</summary>
    public static string Stem(string name) => Path.ChangeExtension(name, null).Replace('/', '-');

    /// <summary>The run of a seed.</summary>
    public static string OfSeed(ulong seed) => string.Create(CultureInfo.InvariantCulture, $"seed{seed}");
}
