using AioSpec.Catalogue;

namespace AioSpec.Tests.Catalogue;

public sealed class TablesTests
{
    [Fact]
    public void The_table_of_errors_has_43_rows_without_an_empty_field()
    {
        Assert.Equal(43, ErrnoTable.Rows.Length);
        Assert.All(ErrnoTable.Rows, row =>
        {
            Assert.NotEmpty(row.Functions);
            Assert.All([row.Errors, row.Condition, row.StatedMode, row.StatedObligation], Assert.NotEmpty);
        });
    }

    [Fact]
    public void Rows_name_the_eight_functions_and_the_status_of_an_element() => Assert.Equal(
        ["aio_cancel", "aio_error", "aio_fsync", "aio_read", "aio_return", "aio_suspend", "aio_write", "element status", "lio_listio"],
        ErrnoTable.Rows.SelectMany(r => r.Functions).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Errors_in_words_name_the_errors() => Assert.All(ErrnoTable.Rows, row =>
        Assert.All(row.Errnos, errno => Assert.Contains(errno.ToString(), row.Errors, StringComparison.Ordinal)));

    [Fact]
    public void ESPIPE_is_forbidden() =>
        Assert.Equal(Obligation.Forbidden, Assert.Single(ErrnoTable.Rows, r => r.Errnos.Contains(Errno.ESPIPE)).Obligation);

    [Fact]
    public void There_are_48_races_in_order_without_an_empty_field()
    {
        Assert.Equal(Enumerable.Range(1, 48).Select(i => $"R{i:00}"), Races.All.Select(r => r.Id));
        Assert.All(Races.All, r => Assert.All([r.Title, r.Permitted, r.NotPermitted], Assert.NotEmpty));
    }

    [Fact]
    public void Races_name_requirements_that_exist() => Assert.All(Races.All, race =>
    {
        Assert.NotEmpty(race.Requirements);
        Assert.All(race.Requirements, id => Assert.NotNull(Requirements.Find(id)));
    });
}
