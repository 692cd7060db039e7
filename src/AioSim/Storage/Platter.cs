using System.Collections.Immutable;
using System.IO.Abstractions;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Storage;

/// <summary>
/// What survives: a file system of the user's, read when a run starts and given the durable image when it ends. Nothing in
/// between touches it, and exploration never does. It knows no descriptors and no durability; those lie above it.
/// </summary>
/// <remarks>
/// Paths of the simulation start with /sim/ and are the same on the host, so that a test that hands in a file system finds
/// the result where the program wrote it. What is already there is part of the run, whether the program names it or not, and
/// comes before what the program says is in a file of that name. Files are read and written in pieces, and a gap costs no writing.
/// </remarks>
public sealed class Platter(IFileSystem host)
{
    private const string Root = "/sim";
    private const int PieceSize = 1 << 20;

    // Looked up only, never walked: its order reaches nothing.
    private readonly Dictionary<string, Extents> _onHost = new(StringComparer.Ordinal);

    /// <summary>Whether a path is one of the simulation: it starts with /sim/ and has no empty, "." or ".." component.</summary>
    public static bool IsPath(string path) => path.StartsWith(Root + "/", StringComparison.Ordinal)
        && !path.Contains('\0') && path[1..].Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>
    /// The program's files and the directories they lie in, in the order of their paths, as they are without any host: for
    /// exploration, and where nobody wants the result.
    /// </summary>
    /// <exception cref="ArgumentException">A path is not one of the simulation, or is that of two files.</exception>
    public static ImmutableArray<PlatterFile> Describe(ImmutableArray<FileSpec> files)
    {
        var named = files.Select(file => new PlatterFile(Checked(file.Path), file.Kind, Extents.Of(file.Content))).ToList();
        var parents = named.SelectMany(file => Parents(file.Path))
            .Except(named.Where(file => file.Kind == FileKind.Directory).Select(file => file.Path), StringComparer.Ordinal)
            .Select(path => new PlatterFile(path, FileKind.Directory, Extents.Empty));
        var all = Sorted(named.Concat(parents));
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i].Path == all[i - 1].Path) throw new ArgumentException($"Two files are called '{all[i].Path}'.", nameof(files));
        }

        return all;
    }

    /// <summary>
    /// Creates the program's directories and those of its files that are not there yet, and reads whatever lies under /sim:
    /// the files at the start of the run, in the order of their paths.
    /// </summary>
    /// <exception cref="ArgumentException">A path is not one of the simulation, or is that of two files.</exception>
    /// <exception cref="IOException">The host cannot create or read a file, or has a directory in its place.</exception>
    public ImmutableArray<PlatterFile> Load(ImmutableArray<FileSpec> files)
    {
        var kinds = new Dictionary<string, FileKind>(StringComparer.Ordinal);
        host.Directory.CreateDirectory(Root);
        foreach (var file in Describe(files))
        {
            kinds[file.Path] = file.Kind;
            if (file.Kind == FileKind.Directory) host.Directory.CreateDirectory(file.Path);
            else if (!host.File.Exists(file.Path)) Flush(file.Path, file.Content);
        }

        var directories = host.Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories)
            .Select(path => new PlatterFile(FromHost(path), FileKind.Directory, Extents.Empty));
        var others = host.Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(FromHost)
            .Select(path => new PlatterFile(path, kinds.GetValueOrDefault(path), ContentOf(path)));
        return Sorted(directories.Concat(others));
    }

    /// <summary>Writes the durable image of a file. A file that is on the host as it should be is left alone.</summary>
    /// <exception cref="ArgumentException">The path is not one of the simulation.</exception>
    /// <exception cref="IOException">The host cannot write the file.</exception>
    public void Flush(string path, Extents content)
    {
        if (_onHost.TryGetValue(Checked(path), out var before) && before.Equals(content)) return;
        if (host.Directory.Exists(path)) throw new IOException($"There is a directory where a file was to be written: '{path}'.");
        host.Directory.CreateDirectory(path[..path.LastIndexOf('/')]);
        using (var stream = host.File.Create(path)) Write(stream, content);
        _onHost[path] = content;
    }

    private Extents ContentOf(string path)
    {
        if (!_onHost.TryGetValue(path, out var content))
        {
            using var stream = host.File.OpenRead(path);
            content = _onHost[path] = Read(stream);
        }

        return content;
    }

    private static Extents Read(FileSystemStream stream)
    {
        var content = Extents.Empty.Truncate(stream.Length);
        for (long at = 0; at < content.Length; at += PieceSize)
        {
            var piece = new byte[Math.Min(PieceSize, content.Length - at)];
            stream.ReadExactly(piece);
            if (piece.AsSpan().ContainsAnyExcept((byte)0)) content = content.Write(at, Data.Of(piece));
        }

        return content;
    }

    private static void Write(FileSystemStream stream, Extents content)
    {
        stream.SetLength(content.Length);
        var buffer = new byte[Math.Min(PieceSize, content.Length)];
        foreach (ref readonly var run in content.ToData().Runs)
        {
            if (run is { Kind: RunKind.Fill, Value: 0 }) stream.Seek(run.Length, SeekOrigin.Current);
            else Write(stream, run, buffer);
        }
    }

    private static void Write(FileSystemStream stream, Run run, byte[] buffer)
    {
        for (long at = 0; at < run.Length; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, run.Length - at));
            run.Part(at, piece.Length).CopyTo(piece);
            stream.Write(piece);
        }
    }

    /// <summary>A path of the host, which has separators of its own and may have a drive, as one of the simulation.</summary>
    private string FromHost(string path) =>
        Root + "/" + host.Path.GetRelativePath(Root, path).Replace(host.Path.DirectorySeparatorChar, '/');

    /// <summary>The directories that a path lies in, below the root.</summary>
    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.LastIndexOf('/'); end > Root.Length; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    private static string Checked(string path) => IsPath(path)
        ? path
        : throw new ArgumentException($"A path of the simulation starts with {Root}/ and is in its shortest form: '{path}'.", nameof(path));

    private static ImmutableArray<PlatterFile> Sorted(IEnumerable<PlatterFile> files) =>
        [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
}
