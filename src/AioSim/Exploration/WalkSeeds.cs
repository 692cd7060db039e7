using AioSim.Chance;
using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>The chance of a schedule: a function of the seed, the strategy and the schedule's number, so that any share of the schedules is the same schedules.</summary>
internal static class WalkSeeds
{
    public static Prng Of(ulong seed, ExplorationStrategy strategy, long schedule) =>
        new(StableHash.Mix(seed + 0x9E3779B97F4A7C15UL) ^ StableHash.Mix(unchecked((ulong)schedule * 8) + (ulong)strategy + 1));

    /// <summary>One of an actor's steps.</summary>
    public static Edge OneOf(Edge[] edges, ref Prng prng) => edges.Length == 1 ? edges[0] : edges[prng.Below(edges.Length)];
}
