using AioSim.Storage;
using AioSpec;
using AioSpec.Model;

namespace AioSim.Tests.Storage;

public class PageCacheTests
{
    private readonly PageCache _cache = new();
    private readonly int _file;
    private readonly int _other;

    public PageCacheTests()
    {
        _file = _cache.Add("/sim/a", Extents.Of(Data.Of("0123456789")));
        _other = _cache.Add("/sim/b", Extents.Empty);
    }

    [Fact]
    public void A_file_is_durable_as_it_was_added()
    {
        Assert.Equal(2, _cache.Count);
        Assert.Equal("/sim/a", _cache.Path(_file));
        AssertHolds("0123456789", "0123456789");
    }

    [Fact]
    public void A_write_is_seen_and_is_not_durable()
    {
        _cache.Write(_file, 2, Data.Of("ab"));

        AssertHolds("01ab456789", "0123456789");
    }

    [Fact]
    public void A_synchronization_makes_bytes_and_length_durable_and_those_of_its_file_only()
    {
        _cache.Write(_other, 0, Data.Of("x"));
        _cache.Truncate(_file, 4);
        _cache.Write(_file, 1, Data.Of("ab"));

        _cache.Sync(_file);

        AssertHolds("0ab3", "0ab3");
        Assert.Equal(0, _cache.Durable(_other).Length);
    }

    [Fact]
    public void A_stretch_is_made_durable_alone()
    {
        _cache.Write(_file, 0, Data.Of("abcdef"));

        _cache.SyncRange(_file, 2, 2);

        AssertHolds("abcdef6789", "01cd456789");
    }

    [Fact]
    public void A_stretch_past_the_durable_end_brings_the_length_that_finds_it_again_and_no_other_bytes()
    {
        _cache.Write(_file, 10, Data.Of("abcdef"));

        _cache.SyncRange(_file, 12, 2);

        AssertHolds("0123456789abcdef", "0123456789\0\0cd");
    }

    [Fact]
    public void Of_a_stretch_that_was_cut_off_meanwhile_nothing_is_made_durable()
    {
        _cache.Write(_file, 10, Data.Of("abcdef"));
        _cache.Truncate(_file, 3);

        _cache.SyncRange(_file, 10, 6);

        AssertHolds("012", "0123456789");
    }

    [Fact]
    public void A_crash_drops_what_was_not_synchronized()
    {
        _cache.Write(_file, 0, Data.Of("ab"));
        _cache.Sync(_file);
        _cache.Write(_file, 4, Data.Of("cd"));
        _cache.Truncate(_other, 100);

        _cache.Crash();

        AssertHolds("ab23456789", "ab23456789");
        Assert.Equal(0, _cache.View(_other).Length);
    }

    [Fact]
    public void A_clean_shutdown_makes_everything_durable()
    {
        _cache.Write(_file, 4, Data.Of("cd"));
        _cache.Write(_other, 0, Data.Of("x"));

        _cache.SyncAll();

        AssertHolds("0123cd6789", "0123cd6789");
        Assert.Equal(Data.Of("x"), _cache.Durable(_other).ToData());
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var copy = _cache.Clone();
        copy.Write(_file, 0, Data.Of("ab"));
        copy.Add("/sim/c", Extents.Empty);

        AssertHolds("0123456789", "0123456789");
        Assert.Equal(2, _cache.Count);
    }

    [Fact]
    public void The_hash_is_that_of_what_is_seen_and_what_is_durable()
    {
        var before = HashOf(_cache);
        _cache.Write(_file, 0, Data.Of("ab"));
        var written = HashOf(_cache);
        _cache.Sync(_file);
        var synced = HashOf(_cache);
        _cache.Write(_file, 0, Data.Of("01"));
        _cache.Sync(_file);

        Assert.Equal(3, new[] { before, written, synced }.Distinct().Count());
        Assert.Equal(before, HashOf(_cache));
    }

    private static ulong HashOf(PageCache cache)
    {
        var hash = default(StableHash);
        cache.AddTo(ref hash);
        return hash.Value;
    }

    private void AssertHolds(string view, string durable)
    {
        Assert.Equal(Data.Of(view), _cache.View(_file).ToData());
        Assert.Equal(Data.Of(durable), _cache.Durable(_file).ToData());
    }
}
