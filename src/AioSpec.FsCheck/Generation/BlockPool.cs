namespace AioSpec.FsCheck.Generation;

/// <summary>
/// The control blocks of a body. The first two of a thread are its own and are used again and again; the others are
/// submitted once, so that other bodies can be told of them.
/// </summary>
internal static class BlockPool
{
    private const int OwnBlocks = 2;

    /// <summary>A block that may be submitted here; null where there is none.</summary>
    public static string? Idle(Scribe scribe, bool shared)
    {
        var found = Names(scribe.Body).Where((cb, i) => (i >= OwnBlocks) == shared && IsFree(scribe, cb, shared)).ToList();
        return found.Count == 0 ? null : scribe.Draw.PickFrom(found);
    }

    /// <summary>Whether the block is one that is only ever submitted once.</summary>
    public static bool IsOnce(Scribe scribe, string cb) => Names(scribe.Body).IndexOf(cb) >= OwnBlocks;

    /// <summary>The blocks that this body may ask about here.</summary>
    public static List<string> Usable(Scribe scribe) =>
        [.. scribe.State.Blocks.Where(b => b.Value is { Usable: true, MaybeFreed: false } && MayAsk(scribe, b.Key)).Select(b => b.Key)];

    /// <summary>The names of a body's blocks: a1 to a4 for the first thread.</summary>
    private static List<string> Names(string body)
    {
        var letter = (char)('a' + body[^1] - '1');
        return [.. Enumerable.Range(1, Plan.BlocksOfThread).Select(i => letter + i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static bool IsFree(Scribe scribe, string cb, bool shared)
    {
        var facts = scribe.State[cb];
        return facts is { Idle: true, MaybeFreed: false } && !(shared && scribe.Plan.Facts.Use(cb).Submitters.Count > 0);
    }

    private static bool MayAsk(Scribe scribe, string cb)
    {
        var mine = scribe.Plan.Facts.Use(cb).Submitters.TrueForAll(body => body == scribe.Body);
        return mine || scribe.Plan.Shared.Exists(s => s.Cb == cb);
    }
}
