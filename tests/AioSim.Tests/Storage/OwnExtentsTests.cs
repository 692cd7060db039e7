using AioSim.Chance;
using AioSpec;
using AioSpec.Model;

namespace AioSim.Tests.Storage;

public class OwnExtentsTests
{
    private const int Block = 64;
    private const int Blocks = 300;

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void Writing_in_place_comes_to_the_same_as_writing_copies(ulong seed)
    {
        var prng = new Prng(seed);
        var initial = Extents.Of(Data.Fill(0, Block * Blocks));
        var (own, copies) = (new OwnExtents(initial), initial);
        for (var i = 1; i <= 3000; i++)
        {
            var (offset, bytes) = SomeWrite(prng, i);
            own.Write(offset, bytes);
            copies = copies.Write(offset, bytes);
            if (prng.Below(200) == 0)
            {
                var length = prng.Below(Block * Blocks);
                own.Truncate(length);
                copies = copies.Truncate(length);
            }

            Assert.Equal(copies.Length, own.Length);
            Assert.True(own.Holds(offset, bytes.Slice(0, Math.Min(bytes.Length, Math.Max(0, own.Length - offset)))));
            if (i % 100 != 0) continue;
            Assert.Equal(copies, own.ToExtents());
            Assert.Equal(copies.Hash, own.ToExtents().Hash);
        }

        Assert.Equal(Data.Fill(0, Block * Blocks), initial.ToData());
    }

    [Fact]
    public void What_was_given_away_stays_as_it_was()
    {
        var own = new OwnExtents(Extents.Empty);
        var (given, bytes, hashes) = (new List<Extents>(), new List<byte[]>(), new List<ulong>());
        var prng = new Prng(4);
        for (var i = 1; i <= 1000; i++)
        {
            var (offset, written) = SomeWrite(prng, i);
            own.Write(offset, written);
            if (i % 50 != 0) continue;
            given.Add(own.ToExtents());
            bytes.Add(given[^1].ToData().ToArray());
            hashes.Add(given[^1].Hash);
        }

        Assert.All(given.Zip(bytes, hashes), then =>
        {
            Assert.Equal(then.Second, then.First.ToData().ToArray());
            Assert.Equal(then.Third, then.First.Hash);
        });
    }

    [Fact]
    public void A_block_that_is_written_again_is_written_where_it_is()
    {
        var own = new OwnExtents(Extents.Of(Data.Fill(0, Block * Blocks)));
        for (var i = 0; i < Blocks; i++) own.Write(i * Block, Data.Tag(i + 1, Block));
        var again = Data.Tag(1000, Block);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i += 2) own.Write(i * Block, again);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 50;

        // What says how long the content is, and nothing of the tree.
        Assert.InRange(each, 0, 64);
        Assert.True(own.Holds(98 * Block, again));
        Assert.False(own.Holds(99 * Block, again));
    }

    [Fact]
    public void Bytes_are_held_where_all_of_them_are_there()
    {
        var own = new OwnExtents(Extents.Of(Data.Of("hello")));
        own.Write(5, Data.Tag(7, 100));

        Assert.True(own.Holds(1, Data.Of("ell")));
        Assert.True(own.Holds(3, Data.Concat(Data.Of("lo"), Data.Tag(7, 20))));
        Assert.True(own.Holds(6, Data.Of(Data.Tag(7, 30, from: 1).ToArray())));
        Assert.True(own.Holds(1000, Data.Empty));
        Assert.False(own.Holds(1, Data.Of("elo")));
        Assert.False(own.Holds(6, Data.Tag(7, 30)));
        Assert.False(own.Holds(100, Data.Tag(7, 30, from: 95)));
    }

    /// <summary>Mostly whole blocks, as block I/O has them; now and then any stretch, zeros or letters.</summary>
    private static (long Offset, Data Bytes) SomeWrite(Prng prng, int number)
    {
        var block = prng.Below(Blocks) * Block;
        return prng.Below(8) switch
        {
            0 => (prng.Below(Block * Blocks), Data.Tag(number, 1 + prng.Below(5 * Block))),
            1 => (block, Data.Fill((byte)prng.Below(2), Block)),
            2 => (block, Data.Of("letters")),
            3 => (block, Data.Tag(1, Block, block)),
            _ => (block, Data.Tag(number, Block)),
        };
    }
}
