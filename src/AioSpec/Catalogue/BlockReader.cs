namespace AioSpec.Catalogue;

/// <summary>
/// Reads the catalogue's text: blocks apart by an empty line, each with its id alone on the first line and a member a line,
/// <c>  name: text</c>.
/// </summary>
internal static class BlockReader
{
    /// <summary>The blocks of a resource of this assembly, in order.</summary>
    /// <exception cref="InvalidDataException">A line is neither id nor member, or a member stands twice.</exception>
    internal static IEnumerable<Block> Read(string resource) => Parse(ReadText(resource).Split('\n'));

    /// <summary>The text of a resource of this assembly.</summary>
    internal static string ReadText(string resource) =>
        TryReadText(resource) ?? throw new InvalidDataException($"There is no resource {resource}.");

    /// <summary>The text of a resource of this assembly, or null where there is none of that name.</summary>
    internal static string? TryReadText(string resource)
    {
        using var stream = typeof(BlockReader).Assembly.GetManifestResourceStream(resource);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static IEnumerable<Block> Parse(IEnumerable<string> lines)
    {
        Block? block = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal) && block is not null) block.Add(line);
            else if (line.Length > 0)
            {
                if (block is not null) yield return block;
                block = new Block(line);
            }
        }

        if (block is not null) yield return block;
    }
}

/// <summary>One block: its id and its members.</summary>
internal sealed class Block(string id)
{
    private readonly Dictionary<string, string> _members = new(StringComparer.Ordinal);

    /// <summary>The first line.</summary>
    internal string Id => id;

    /// <summary>A member that every block has.</summary>
    internal string this[string name] => Find(name) ?? throw new InvalidDataException($"{id} has no {name}.");

    /// <summary>A member that a block may lack.</summary>
    internal string? Find(string name) => _members.GetValueOrDefault(name);

    /// <summary>Takes a line <c>  name: text</c>.</summary>
    internal void Add(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0 || !_members.TryAdd(line[2..colon], line[(colon + 2)..])) throw new InvalidDataException($"{id}: {line}");
    }
}
