using AioSpec.FsCheck.Classes;
using Xunit.Abstractions;

namespace AioSpec.FsCheckTests;

public sealed class ClassesTests(ITestOutputHelper output)
{
    private const int Programs = 6_000;

    [Fact]
    public void Generated_programs_reach_every_class()
    {
        var counts = ProgramClasses.All.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        foreach (var name in GeneratedPrograms.Take(Programs).SelectMany(ProgramClasses.Of))
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        foreach (var (name, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal)) output.WriteLine($"{count,6} {name}");
        Assert.DoesNotContain(ProgramClasses.All, name => counts[name] == 0);
    }

    [Fact]
    public void Each_class_is_listed_once() => Assert.Equal(ProgramClasses.All.Count, ProgramClasses.All.Distinct(StringComparer.Ordinal).Count());
}
