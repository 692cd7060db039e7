using AioSim.Chance;
using AioSpec;
using AioSpec.Model;

namespace AioSim.Tests.Storage;

public class ExtentsTests
{
    private const long Large = 512L << 20;

    [Fact]
    public void An_empty_file_has_no_bytes()
    {
        Assert.Equal(0, Extents.Empty.Length);
        Assert.Equal(Data.Empty, Extents.Empty.Read(0, 10));
    }

    [Fact]
    public void A_read_near_the_end_is_short_and_one_past_it_is_empty()
    {
        var file = Extents.Of(Data.Of("hello"));

        Assert.Equal(Data.Of("llo"), file.Read(2, 10));
        Assert.Equal(Data.Empty, file.Read(5, 10));
        Assert.Equal(Data.Empty, file.Read(500, 10));
        Assert.Equal(Data.Empty, file.Read(0, 0));
    }

    [Fact]
    public void A_gap_reads_as_zeros()
    {
        var file = Extents.Of(Data.Of("a")).Write(5, Data.Of("b"));

        Assert.Equal(Data.Of("a\0\0\0\0b"), file.ToData());
    }

    [Fact]
    public void What_truncation_cut_off_reads_as_zeros_when_the_file_grows_again()
    {
        var file = Extents.Of(Data.Of("hello")).Truncate(2).Truncate(5);

        Assert.Equal(Data.Of("he\0\0\0"), file.ToData());
    }

    [Fact]
    public void A_stretch_of_a_pattern_is_its_bytes_one_by_one()
    {
        for (var from = 0; from < 10; from++)
        {
            for (var length = 0; length < 30; length++)
            {
                var stretch = Data.Tag(7, length, from);
                Assert.Equal(Enumerable.Range(from, length).Select(i => Pattern.ByteAt(7, i)), stretch.ToArray());
            }
        }
    }

    [Fact]
    public void Writing_no_bytes_changes_nothing() => Assert.Same(Extents.Empty, Extents.Empty.Write(100, Data.Empty));

    [Fact]
    public void Writing_leaves_the_old_file_as_it_was()
    {
        var old = Extents.Of(Data.Of("hello"));
        var changed = old.Write(1, Data.Of("u"));

        Assert.Equal(Data.Of("hello"), old.ToData());
        Assert.Equal(Data.Of("hullo"), changed.ToData());
    }

    [Fact]
    public void A_file_reaches_to_the_largest_offset_but_not_past_it()
    {
        var file = Extents.Empty.Write(long.MaxValue - 1, Data.Of("x"));

        Assert.Equal(long.MaxValue, file.Length);
        Assert.Equal(Data.Of("\0x"), file.Read(long.MaxValue - 2, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Write(long.MaxValue, Data.Of("x")));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Write(-1, Data.Of("x")));
    }

    [Fact]
    public void Many_pieces_at_both_ends_of_the_largest_file_stay_apart()
    {
        var file = Extents.Empty;
        for (var i = 0; i < 40; i++)
        {
            file = file.Write(i * 3, Data.Tag(i, 2)).Write(long.MaxValue - 200 + (i * 3), Data.Tag(100 + i, 2));
        }

        Assert.Equal(Data.Tag(39, 2), file.Read(117, 2));
        Assert.Equal(Data.Tag(139, 2), file.Read(long.MaxValue - 83, 2));
        Assert.Equal(Data.Fill(0, 1), file.Read(2, 1));
        var last = file.Length - 1;
        Assert.Equal(file, file.Truncate(last).Write(last, file.Read(last, 1)));
        Assert.NotEqual(file, file.Truncate(last).Truncate(last + 1));
    }

    [Fact]
    public void Equal_content_has_equal_hashes_however_it_was_written()
    {
        var whole = Extents.Of(Data.Tag(1, 10_000));
        var bytes = Extents.Of(Data.Of(Data.Tag(1, 10_000).ToArray()));
        var backwards = Extents.Empty;
        for (var at = 9_900; at >= 0; at -= 100) backwards = backwards.Write(at, Data.Tag(1, 100, at));
        var overwritten = Extents.Of(Data.Fill(7, 20_000)).Write(0, Data.Tag(1, 10_000)).Truncate(10_000);

        Assert.All([bytes, backwards, overwritten], file => Assert.Equal(whole.Hash, file.Hash));
        Assert.All([bytes, backwards, overwritten], file => Assert.Equal(whole, file));
    }

    [Fact]
    public void Zeros_that_were_written_and_zeros_that_were_not_are_the_same()
    {
        var written = Extents.Of(Data.Fill(0, 1000));
        var gap = Extents.Empty.Truncate(1000);
        var literal = Extents.Of(Data.Of(new byte[1000]));

        Assert.Equal(written, gap);
        Assert.Equal(written, literal);
        Assert.Equal(written.Hash, gap.Hash);
        Assert.Equal(written.Hash, literal.Hash);
    }

    [Fact]
    public void Each_byte_its_place_and_the_length_count_in_the_hash()
    {
        var seen = new HashSet<ulong>();
        var file = Extents.Empty.Truncate(300);
        Assert.True(seen.Add(file.Hash));
        Assert.True(seen.Add(file.Truncate(301).Hash));
        for (var at = 0; at < 300; at++)
        {
            for (byte value = 1; value < 4; value++) Assert.True(seen.Add(file.Write(at, Data.Fill(value, 1)).Hash));
        }
    }

    [Fact]
    public void Different_content_is_not_equal()
    {
        var file = Extents.Of(Data.Tag(1, 10_000));

        Assert.NotEqual(file, file.Write(9_999, Data.Of([(byte)(file.Read(9_999, 1)[0] ^ 1)])));
        Assert.NotEqual(file, file.Truncate(9_999));
        Assert.NotEqual(file, file.Truncate(10_001));
        Assert.False(file.Equals(null));
    }

    [Fact]
    public void A_read_that_lies_in_one_run_allocates_the_Data_it_returns_and_nothing_else()
    {
        var file = FilledAtRandom(2000);
        // Many small pieces first, so that the tree is deep there. Two writes that continue each other are one run to a reader.
        for (var i = 0; i < 200; i++) file = file.Write(990_000 + (i * 128), Data.Tag(i, 128));
        file = file.Write(1_000_000, Data.Tag(5, 5_000)).Write(1_005_000, Data.Tag(5, 5_000, 5_000));
        file.Read(1_000_100, 9_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = file.Read(1_000_100, 9_000);
        var afterRead = GC.GetAllocatedBytesForCurrentThread();
        var alone = Data.Tag(5, 9_000, 100);
        var afterAlone = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(alone, read);
        Assert.Equal(afterAlone - afterRead, afterRead - before);
    }

    [Fact]
    public void A_random_4_KiB_write_on_512_MiB_allocates_a_few_nodes()
    {
        var file = FilledAtRandom(20_000);
        var prng = new Prng(2);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) file = file.Write(prng.Below(Large / 4096) * 4096, Data.Tag(i, 4096));
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;

        Assert.InRange(each, 1, 2500);
        Assert.Equal(Large, file.Length);
    }

    [Fact]
    public void A_pattern_of_any_length_is_one_run()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = Extents.Of(Data.Tag(1, Large));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1000);

        Assert.Equal(1, file.ToData().Runs.Length);
    }

    private static Extents FilledAtRandom(int writes)
    {
        var prng = new Prng(1);
        var file = Extents.Of(Data.Tag(1, Large));
        for (var i = 0; i < writes; i++) file = file.Write(prng.Below(Large / 4096) * 4096, Data.Tag(i, 4096));
        return file;
    }
}
