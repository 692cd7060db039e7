using System.Collections.Immutable;
using System.IO.Abstractions.TestingHelpers;
using AioSim.Storage;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Storage;

public class PlatterTests
{
    private static readonly ImmutableArray<FileSpec> Files =
    [
        new("/sim/b", FileKind.Regular, Data.Of("hello")),
        new("/sim/deep/er/a", FileKind.Regular, Data.Tag(1, 3_000_000)),
        new("/sim/empty", FileKind.Directory, Data.Empty),
        new("/sim/tty", FileKind.Character, Data.Of("typed")),
    ];

    private readonly MockFileSystem _host = new();

    [Fact]
    public void The_files_of_the_program_are_created_on_the_host()
    {
        new Platter(_host).Load(Files);

        Assert.Equal("hello", _host.File.ReadAllText("/sim/b"));
        Assert.Equal(Data.Tag(1, 3_000_000).ToArray(), _host.File.ReadAllBytes("/sim/deep/er/a"));
        Assert.True(_host.Directory.Exists("/sim/empty"));
    }

    [Fact]
    public void The_files_come_in_the_order_of_their_paths_with_kind_and_content()
    {
        var loaded = new Platter(_host).Load(Files);

        Assert.Equal(
            [
                "/sim/b Regular 5", "/sim/deep Directory 0", "/sim/deep/er Directory 0", "/sim/deep/er/a Regular 3000000",
                "/sim/empty Directory 0", "/sim/tty Character 5",
            ],
            loaded.Select(file => $"{file.Path} {file.Kind} {file.Content.Length}"));
        Assert.Equal(Data.Tag(1, 3_000_000), loaded[3].Content.ToData());
    }

    [Fact]
    public void What_is_already_on_the_host_is_read_and_not_overwritten()
    {
        _host.AddFile("/sim/b", new MockFileData("from the user"));
        _host.AddFile("/sim/mine", new MockFileData("mine"));
        _host.AddFile("/elsewhere", new MockFileData("no business of ours"));

        var loaded = new Platter(_host).Load(Files);

        Assert.Equal(Data.Of("from the user"), loaded.Single(file => file.Path == "/sim/b").Content.ToData());
        Assert.Equal(Data.Of("mine"), loaded.Single(file => file.Path == "/sim/mine").Content.ToData());
        Assert.DoesNotContain(loaded, file => file.Path.Contains("elsewhere", StringComparison.Ordinal));
        Assert.Equal("from the user", _host.File.ReadAllText("/sim/b"));
    }

    [Fact]
    public void Without_a_host_the_files_are_the_same()
    {
        var described = Platter.Describe(Files);

        Assert.Equal(new Platter(_host).Load(Files).AsEnumerable(), described.AsEnumerable());
        Assert.Equal(Data.Of("hello"), described[0].Content.ToData());
    }

    [Fact]
    public void One_path_is_one_file()
    {
        FileSpec[] twice = [Files[0], Files[0] with { Content = Data.Empty }];
        FileSpec[] under = [Files[0], Files[0] with { Path = "/sim/b/c" }];
        FileSpec[] directory = [Files[2], Files[0] with { Path = "/sim/empty/c" }];

        Assert.Throws<ArgumentException>(() => Platter.Describe([.. twice]));
        Assert.Throws<ArgumentException>(() => Platter.Describe([.. under]));
        Assert.Equal(2, Platter.Describe([.. directory]).Length);
    }

    [Fact]
    public void A_directory_of_the_user_in_the_place_of_a_file_is_an_error_of_the_host()
    {
        _host.AddDirectory("/sim/b");

        Assert.Throws<IOException>(() => new Platter(_host).Load(Files));
    }

    [Fact]
    public void The_durable_image_is_found_on_the_host_at_the_end()
    {
        var platter = new Platter(_host);
        var cache = new PageCache();
        foreach (var file in platter.Load(Files).Where(file => file.Kind != FileKind.Directory)) cache.Add(file.Path, file.Content);
        var created = cache.Add("/sim/new/c", Extents.Empty);
        cache.Write(0, 0, Data.Of("J"));
        cache.Write(created, 5, Data.Of("end"));
        cache.Sync(created);

        cache.FlushTo(platter);
        Assert.Equal("hello", _host.File.ReadAllText("/sim/b"));
        Assert.Equal("\0\0\0\0\0end", _host.File.ReadAllText("/sim/new/c"));

        cache.SyncAll();
        cache.FlushTo(platter);
        Assert.Equal("Jello", _host.File.ReadAllText("/sim/b"));
    }

    [Fact]
    public void A_file_of_pieces_gaps_and_zeros_is_written_and_read_as_it_is()
    {
        var content = Extents.Empty.Write(10, Data.Tag(1, 2_500_000)).Write(5_000_000, Data.Of("x")).Write(100, Data.Fill(0, 50))
            .Truncate(5_000_100);
        new Platter(_host).Flush("/sim/big", content);

        Assert.Equal(content.ToData().ToArray(), _host.File.ReadAllBytes("/sim/big"));
        Assert.Equal(content, new Platter(_host).Load([]).Single().Content);
    }

    [Fact]
    public void A_file_that_became_shorter_is_shorter_on_the_host()
    {
        var platter = new Platter(_host);
        var content = platter.Load(Files)[0].Content;

        platter.Flush("/sim/b", content.Truncate(2));

        Assert.Equal("he", _host.File.ReadAllText("/sim/b"));
    }

    [Fact]
    public void A_file_that_did_not_change_is_left_alone()
    {
        var platter = new Platter(_host);
        var content = platter.Load(Files)[0].Content;
        _host.File.WriteAllText("/sim/b", "touched behind our back");

        platter.Flush("/sim/b", content.Write(0, Data.Of("h")));

        Assert.Equal("touched behind our back", _host.File.ReadAllText("/sim/b"));
    }

    [Theory]
    [InlineData("/sim/a", true)]
    [InlineData("/sim/a/b.c", true)]
    [InlineData("/sim", false)]
    [InlineData("/sim/", false)]
    [InlineData("/simple", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("sim/a", false)]
    [InlineData("", false)]
    [InlineData("/sim/../etc/passwd", false)]
    [InlineData("/sim/./a", false)]
    [InlineData("/sim//a", false)]
    [InlineData("/sim/a/", false)]
    [InlineData("/sim/a\0b", false)]
    public void Only_paths_under_sim_in_their_shortest_form_are_of_the_simulation(string path, bool is_one)
    {
        Assert.Equal(is_one, Platter.IsPath(path));
        if (is_one) return;
        Assert.Throws<ArgumentException>(() => new Platter(_host).Flush(path, Extents.Empty));
        Assert.Throws<ArgumentException>(() => new Platter(_host).Load([new(path, FileKind.Regular, Data.Empty)]));
    }
}
