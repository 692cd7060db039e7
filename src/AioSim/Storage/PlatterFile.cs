using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Storage;

/// <summary>A file that exists when a run starts.</summary>
/// <param name="Path">Its path, which starts with /sim/.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Content">Its bytes; none for a directory.</param>
public sealed record PlatterFile(string Path, FileKind Kind, Extents Content);
