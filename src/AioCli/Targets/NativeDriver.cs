using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using AioCli.Machines;
using AioCli.Shell;

namespace AioCli.Targets;

/// <summary>The driver in C, compiled for the C library of a compiler and kept for the next time.</summary>
internal static class NativeDriver
{
    private const string Source = "aio_driver.c";

    private static readonly string[] s_flags = ["-std=c11", "-O2", "-pthread"];

    /// <summary>The path of the compiled driver.</summary>
    /// <param name="machine">Where the compiler is.</param>
    /// <param name="compilers">The compilers that will do, best first.</param>
    /// <param name="name">What the implementation is called; null: the driver knows.</param>
    /// <param name="missing">What to say where there is none of them.</param>
    /// <exception cref="UserError">No compiler is there, or it cannot compile the driver.</exception>
    public static string Build(IMachine machine, IReadOnlyList<string> compilers, string? name, string missing)
    {
        foreach (var compiler in compilers)
        {
            if (machine.FirstLine(compiler, "--version") is { } version) return Build(compiler, version, name);
        }

        throw new UserError(missing, ExitCode.Missing);
    }

    private static string Build(string compiler, string version, string? name)
    {
        var source = ReadSource();
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\0{compiler}\0{version}\0{name}\0{string.Join(' ', s_flags)}"));
        var path = Path.Combine(Cache(), $"aio_driver-{compiler}-{Convert.ToHexStringLower(key)[..16]}");
        if (!File.Exists(path)) Compile(compiler, source, name, path);
        return path;
    }

    /// <summary>Beside the place where it is to be, so that another process never sees half of it.</summary>
    private static void Compile(string compiler, string source, string? name, string path)
    {
        var folder = Directory.CreateDirectory($"{path}.{Environment.ProcessId}-{Path.GetRandomFileName()}");
        try
        {
            var (input, output) = (Path.Combine(folder.FullName, Source), Path.Combine(folder.FullName, "aio_driver"));
            File.WriteAllText(input, source);
            Run(compiler, [.. s_flags, .. name is null ? [] : new[] { $"-DTARGET_NAME=\"{name}\"" }, "-o", output, input]);
            File.Move(output, path, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string compiler, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(compiler, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return;
        var line = said.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal), said.Split('\n')[0]).Trim();
        throw new UserError($"aiosim: {compiler} cannot compile the driver: {line}; are the headers of the C library installed (Debian: libc6-dev)?", ExitCode.Missing);
    }

    private static string Cache()
    {
        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        try
        {
            return Directory.CreateDirectory(Path.Combine(home, "aiosim")).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.CreateTempSubdirectory("aiosim-").FullName;
        }
    }

    private static string ReadSource()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Source)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
