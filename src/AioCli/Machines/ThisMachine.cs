using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AioCli.Machines;

/// <summary>The machine that this process runs on.</summary>
internal sealed class ThisMachine : IMachine
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string System => RuntimeInformation.OSDescription;

    /// <inheritdoc/>
    public bool IsLinux => OperatingSystem.IsLinux();

    /// <inheritdoc/>
    public string Framework => RuntimeInformation.FrameworkDescription;

    /// <inheritdoc/>
    public string RuntimeIdentifier => RuntimeInformation.RuntimeIdentifier;

    /// <inheritdoc/>
    public int Cores => Environment.ProcessorCount;

    /// <inheritdoc/>
    public string? Read(string path) => Try(() => File.ReadAllText(path));

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public string? FirstLine(string program, string argument) => Try(() =>
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        // musl's wrappers have no version of their own: they pass the question on, and some answer on standard error.
        var line = process.StandardOutput.ReadLine();
        if (process.WaitForExit(s_patience)) return line;
        process.Kill(entireProcessTree: true);
        return null;
    });

    /// <inheritdoc/>
    public int? IoUringSetupErrno() => IsLinux && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
        ? Libc.IoUringSetupErrno()
        : null;

    private static T? Try<T>(Func<T?> ask)
        where T : class
    {
        try
        {
            return ask();
        }
#pragma warning disable CA1031 // A machine is only described: whatever cannot be asked is not there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
