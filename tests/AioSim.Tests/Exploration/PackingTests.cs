using AioSim.Exploration;

namespace AioSim.Tests.Exploration;

/// <summary>States that are packed come back as they were.</summary>
public sealed class PackingTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void A_place_without_bits_may_follow_those_that_fill_their_words(int places)
    {
        var two = new int[places];
        Array.Fill(two, 4);
        var packing = Of([.. two, 1, 1]);
        var packed = new ulong[packing.Words];
        for (var place = 0; place < places; place++) packing.Put(packed, place, place % 4);
        packing.Put(packed, places, 0);
        var copy = new ulong[packing.Words];
        packing.Convert(packing, packed, copy);
        Assert.Equal(packed, copy);
        Assert.Equal([.. Enumerable.Range(0, places).Select(place => place % 4), 0, 0], packing.Unpack(copy));
    }

    private static Packing Of(int[] counts) =>
        new([.. counts.Select(count => (Enumerable.Range(0, count).ToArray(), new UInt128[count]))]);
}
