using System.Collections.Immutable;

namespace AioSpec.Catalogue;

/// <summary>A race that the standard leaves open. Where it and a requirement differ, the requirement decides.</summary>
/// <param name="Id"><c>R01</c> to <c>R48</c>.</param>
/// <param name="Title">What runs against what.</param>
/// <param name="Permitted">The outcomes that are permitted; s is aio_error's answer, r is aio_return's.</param>
/// <param name="NotPermitted">Outcomes that are not; "-" where every one is.</param>
/// <param name="Requirements">The ids of the requirements that bear on it.</param>
public sealed record Race(string Id, string Title, string Permitted, string NotPermitted, ImmutableArray<string> Requirements);

/// <summary>The races, as they stand in <c>Catalogue/Races.txt</c>.</summary>
public static class Races
{
    private static readonly Lazy<ImmutableArray<Race>> s_all = new(() => [.. BlockReader.Read("races").Select(FromBlock)]);

    /// <summary>All races in order.</summary>
    public static ImmutableArray<Race> All => s_all.Value;

    private static Race FromBlock(Block block) =>
        new(block.Id, block["title"], block["permitted"], block["not permitted"], [.. block["requirements"].Split(", ")]);
}
