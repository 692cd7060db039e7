namespace AioSpec.Catalogue;

/// <summary>
/// What it looks like when a requirement is broken: the smallest believable history that breaks it and no other, and a
/// neighbour, one event different, that is permitted.
/// </summary>
/// <param name="Id">The requirement.</param>
/// <param name="Why">What is wrong in the refused one.</param>
/// <param name="Refused">The text of the history that must be refused with this id.</param>
/// <param name="Permitted">The text of the history that must be permitted.</param>
public sealed record Example(string Id, string Why, string Refused, string Permitted);

/// <summary>
/// The examples, as they stand in <c>Catalogue/Examples/ID.history</c>: histories in their text form whose first line is
/// <c># why</c> and in which one event is marked: with <c>- </c> as the refused one has it, with <c>+ </c> as the permitted
/// one has it, or with one mark only where the other lacks the event.
/// </summary>
public static class Examples
{
    private const string OnlyRefused = "- ";
    private const string OnlyPermitted = "+ ";

    /// <summary>The example of a requirement, or null where there is none.</summary>
    public static Example? Of(string id) =>
        BlockReader.TryReadText($"examples/{id}") is { } text ? Split(id, text) : null;

    /// <summary>The example of every requirement that has one, in the order of the catalogue.</summary>
    public static IEnumerable<Example> All => Requirements.All.Select(r => Of(r.Id)).OfType<Example>();

    private static Example Split(string id, string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith("# ", StringComparison.Ordinal)) throw new InvalidDataException($"{id} does not say why.");
        var lines = text[(end + 1)..].Split('\n');
        return new Example(id, text[2..end], Take(lines, OnlyRefused, OnlyPermitted), Take(lines, OnlyPermitted, OnlyRefused));
    }

    private static string Take(IEnumerable<string> lines, string mine, string others) => string.Join('\n', lines
        .Where(l => !l.StartsWith(others, StringComparison.Ordinal))
        .Select(l => l.StartsWith(mine, StringComparison.Ordinal) ? l[2..] : l));
}
