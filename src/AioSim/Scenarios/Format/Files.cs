using System.Collections.Immutable;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSpec;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>Files: those at the start, and what is expected in them at the end.</summary>
internal static class Files
{
    private const string Expected = "its bytes, or { kind: directory } or { kind: character, content: BYTES } or { kind: null_device }, zero_device, full_device";

    private static readonly RecordShape<FileSpec> s_special =
        new RecordShape<FileSpec>("special_file", Expected,
            "A file that is not a regular one.", new FileSpec("", FileKind.Regular, Data.Empty))
            .Must("kind", "What it is.", Constants.Choice(
                "kind of file", ("regular", FileKind.Regular), ("directory", FileKind.Directory), ("character", FileKind.Character),
                ("null_device", FileKind.NullDevice), ("zero_device", FileKind.ZeroDevice), ("full_device", FileKind.FullDevice)),
                f => f.Kind, (f, v) => f with { Kind = v })
            .Or("content", "The bytes in it; none.", DataShapes.Shape, f => f.Content, (f, v) => f with { Content = v });

    /// <summary>The files at the start.</summary>
    public static readonly Shape<ImmutableArray<FileSpec>> Initial = new As<ImmutableArray<(string Key, FileSpec Item)>, ImmutableArray<FileSpec>>(
        new Table<string, FileSpec>("files by path", NameWords.NewPath, new Choice<FileSpec>(
            Expected,
            new As<FileSpec, FileSpec>(s_special, f => f, f => f) { Mark = "kind", If = f => f.Kind != FileKind.Regular },
            new As<Data, FileSpec>(DataShapes.Shape, d => new FileSpec("", FileKind.Regular, d), f => f.Content))),
        table => [.. table.Select(t => t.Item with { Path = t.Key })],
        files => [.. files.Select(f => (f.Path, f))]);

    /// <summary>The bytes expected in files at the end.</summary>
    public static readonly Shape<ImmutableArray<ExpectedFile>> Final = new As<ImmutableArray<(string Key, Data Item)>, ImmutableArray<ExpectedFile>>(
        new Table<string, Data>("bytes by path", NameWords.KnownPath, DataShapes.Shape),
        table => [.. table.Select(t => new ExpectedFile(t.Key, t.Item))],
        files => [.. files.Select(f => (f.Path, f.Content))]);
}
