using AioCli.Machines;

namespace AioCli.Tests;

/// <summary>A machine that is what the test says.</summary>
internal sealed class FakeMachine : IMachine
{
    public string System { get; init; } = "Some Linux 12";

    public bool IsLinux { get; init; } = true;

    public string Framework => ".NET 10.0.1";

    public string RuntimeIdentifier => "linux-x64";

    public int Cores => 2;

    public Dictionary<string, string> Contents { get; init; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Programs { get; init; } = new(StringComparer.Ordinal);

    public int? IoUring { get; init; }

    public string? Read(string path) => Contents.GetValueOrDefault(path);

    public bool Exists(string path) => Contents.ContainsKey(path);

    public string? FirstLine(string program, string argument) => Programs.GetValueOrDefault(program);

    public int? IoUringSetupErrno() => IoUring;
}
