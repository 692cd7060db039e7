using System.Text.RegularExpressions;
using AioSpec.Catalogue;
using AioSpec.Programs;

namespace AioSpec.Tests.Catalogue;

public sealed partial class RequirementsTests
{
    [Theory]
    [InlineData("HDR", 8)]
    [InlineData("SUB", 22)]
    [InlineData("READ", 11)]
    [InlineData("WRITE", 10)]
    [InlineData("APPEND", 6)]
    [InlineData("ORDER", 8)]
    [InlineData("PRIO", 7)]
    [InlineData("FSYNC", 15)]
    [InlineData("SYNC", 2)]
    [InlineData("ERROR", 9)]
    [InlineData("RETURN", 8)]
    [InlineData("SUSPEND", 24)]
    [InlineData("CANCEL", 19)]
    [InlineData("LIO", 31)]
    [InlineData("NOTIFY", 19)]
    [InlineData("CB", 9)]
    [InlineData("CLOSE", 12)]
    [InlineData("EINTR", 4)]
    [InlineData("THREAD", 6)]
    [InlineData("LIMIT", 5)]
    [InlineData("GNU", 3)]
    public void Each_group_has_all_its_requirements(string group, int count) =>
        Assert.Equal(count, Requirements.All.Count(r => r.Group.Name == group));

    [Fact]
    public void There_are_238_requirements_in_21_groups()
    {
        Assert.Equal(238, Requirements.All.Length);
        Assert.Equal(21, Requirements.Groups.Length);
    }

    [Fact]
    public void Ids_are_unique_and_ascend_within_their_groups()
    {
        Assert.Distinct(Requirements.All.Select(r => r.Id));
        foreach (var group in Requirements.Groups)
        {
            var ids = Requirements.All.Where(r => r.Group == group).Select(r => r.Id).ToArray();
            Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
            Assert.All(ids, id => Assert.StartsWith(group.Name + "-", id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Groups_stand_in_the_order_of_the_catalogue() =>
        Assert.Equal(Requirements.Groups.Select(g => g.Name), Requirements.All.Select(r => r.Group.Name).Distinct());

    [Fact]
    public void No_field_is_empty() => Assert.All(Requirements.All, r =>
        Assert.All([r.Statement, r.StatedStrength, r.StatedReport, r.Clause, r.Observe, r.Group.Title], Assert.NotEmpty));

    [Fact]
    public void A_requirement_is_found_by_its_id()
    {
        Assert.Equal("Short count at end of file; 0 when aio_offset is at or past EOF.", Requirements.Find("READ-03")!.Statement);
        Assert.Null(Requirements.Find("READ-99"));
    }

    [Fact]
    public void Only_what_binds_can_be_observed() =>
        Assert.All(Requirements.All.Where(r => r.IsObservable), r => Assert.True(r.Convicts(AllOptions), r.Id));

    [Fact]
    public void What_cannot_be_observed_says_why_in_a_sentence()
    {
        var reasons = Requirements.All.Where(r => !r.IsObservable).Select(r => r.NotObservable!).ToArray();
        Assert.All(reasons, reason => Assert.Matches(Sentence(), reason));
        Assert.Equal(158, Requirements.All.Length - reasons.Length);
    }

    [Theory]
    [InlineData("SUB-01", PosixOptions.None, true)]
    [InlineData("READ-11", PosixOptions.None, true)]
    [InlineData("FSYNC-15", PosixOptions.None, true)]
    [InlineData("SUB-09", PosixOptions.None, false)]
    [InlineData("SUB-09", PosixOptions.PIO, true)]
    [InlineData("FSYNC-02", PosixOptions.FSC, true)]
    [InlineData("FSYNC-02", PosixOptions.MON, false)]
    [InlineData("ORDER-01", AllOptions, false)]
    [InlineData("LIO-08", AllOptions, false)]
    [InlineData("GNU-01", AllOptions, false)]
    [InlineData("CLOSE-01", AllOptions, false)]
    [InlineData("SUB-21", AllOptions, false)]
    [InlineData("ORDER-07", AllOptions, false)]
    public void What_convicts_depends_on_strength_and_options(string id, PosixOptions declared, bool convicts) =>
        Assert.Equal(convicts, Requirements.Convicts(id, declared));

    [Fact]
    public void An_unknown_id_convicts_nobody() =>
        Assert.Throws<ArgumentException>(() => Requirements.Convicts("READ-99", AllOptions));

    private const PosixOptions AllOptions =
        PosixOptions.PIO | PosixOptions.SIO | PosixOptions.FSC | PosixOptions.MON | PosixOptions.TPS | PosixOptions.RTS;

    [GeneratedRegex(@"^\w.{20,}\.$")]
    private static partial Regex Sentence();
}
