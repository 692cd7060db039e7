using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using AioCli.Machines;
using AioCli.Shell;

namespace AioCli.Native;

/// <summary>Code of ours in C, compiled for the C library of a compiler and kept for the next time.</summary>
internal static class NativeCode
{
    /// <summary>The path of what was compiled.</summary>
    /// <param name="machine">Where the compiler is.</param>
    /// <param name="source">The name of the source, which this program carries in itself.</param>
    /// <param name="flags">What the compiler is called with.</param>
    /// <param name="compilers">The compilers that will do, best first.</param>
    /// <param name="missing">What to say where there is none of them.</param>
    /// <exception cref="UserError">No compiler is there, or it cannot compile the source.</exception>
    public static string Build(IMachine machine, string source, IReadOnlyList<string> flags, IReadOnlyList<string> compilers, string missing)
    {
        foreach (var compiler in compilers)
        {
            if (machine.FirstLine(compiler, "--version") is { } version) return Build(source, flags, compiler, version);
        }

        throw new UserError(missing, ExitCode.Missing);
    }

    private static string Build(string source, IReadOnlyList<string> flags, string compiler, string version)
    {
        var text = Read(source);
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{text}\0{compiler}\0{version}\0{string.Join(' ', flags)}"));
        var path = Path.Combine(Cache(), $"{Path.GetFileNameWithoutExtension(source)}-{compiler}-{Convert.ToHexStringLower(key)[..16]}");
        if (!File.Exists(path)) Compile(compiler, source, text, flags, path);
        return path;
    }

    /// <summary>Beside the place where it is to be, so that another process never sees half of it.</summary>
    private static void Compile(string compiler, string source, string text, IReadOnlyList<string> flags, string path)
    {
        var folder = Directory.CreateDirectory($"{path}.{Environment.ProcessId}-{Path.GetRandomFileName()}");
        try
        {
            var (input, output) = (Path.Combine(folder.FullName, source), Path.Combine(folder.FullName, "compiled"));
            File.WriteAllText(input, text);
            Run(compiler, source, ["-o", output, input, .. flags]);
            File.Move(output, path, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string compiler, string source, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(compiler, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return;
        var line = said.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal), said.Split('\n')[0]).Trim();
        throw new UserError($"aiosim: {compiler} cannot compile {source}: {line}; are the headers of the C library installed (Debian: libc6-dev)?", ExitCode.Missing);
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

    private static string Read(string source)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(source)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
