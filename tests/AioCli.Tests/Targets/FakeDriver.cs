using AioCli.Targets.Drivers;

namespace AioCli.Tests.Targets;

/// <summary>A driver that is a few lines of shell.</summary>
internal sealed class FakeDriver : IDisposable
{
    /// <summary>What a driver says first that can do everything a simple program needs.</summary>
    public const string Greeting = "printf 'aiosim-driver 1\\ntarget fake\\ncan processes\\ncan pipes\\nready\\n'";

    /// <summary>Reads up to the end of a program.</summary>
    public const string Listen = "while read -r line && [ \"$line\" != go ]; do :; done";

    private static readonly DriverPatience s_patience = new() { FirstMessage = TimeSpan.FromSeconds(2), Grace = TimeSpan.FromMilliseconds(200) };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiosim-");
    private readonly string _path;

    public FakeDriver(params string[] lines)
    {
        _path = Path.Combine(_folder.FullName, "driver");
        File.WriteAllText(_path, "#!/bin/sh\n" + string.Join('\n', lines) + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The target that it is, for a command line.</summary>
    public string Target => $"driver:{_path}";

    public DriverTarget Open(CancellationToken interrupted = default) =>
        new("fake", () => DriverProcess.Start(_path, new Dictionary<string, string>(), null, interrupted), s_patience);

    public void Dispose() => _folder.Delete(recursive: true);
}
