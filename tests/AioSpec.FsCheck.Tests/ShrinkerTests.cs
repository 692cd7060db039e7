using AioSpec.FsCheck.Shrinking;
using AioSpec.FsCheck.Validity;
using AioSpec.Programs;
using AioSpec.Programs.Editing;
using AioSpec.Text;

namespace AioSpec.FsCheckTests;

public sealed class ShrinkerTests
{
    [Fact]
    public void Shrunk_programs_are_valid_and_smaller()
    {
        foreach (var program in GeneratedPrograms.Take(150))
        {
            var weight = ProgramWeight.Of(program);
            foreach (var smaller in ProgramShrinker.Shrink(program).Take(60))
            {
                Assert.True(ProgramWeight.Of(smaller) < weight);
                Assert.Empty(ProgramValidity.Check(smaller));
            }
        }
    }

    [Fact]
    public void Every_program_shrinks_to_a_thread_that_does_nothing()
    {
        foreach (var program in GeneratedPrograms.Take(60))
        {
            var smallest = ProgramShrinker.Minimize(program, _ => true);

            Assert.Empty(Assert.Single(smallest.Threads).Body);
            Assert.Empty(smallest.Files);
            Assert.Empty(smallest.Functions);
            Assert.Equal(Declaration.Default, smallest.Declaration);
        }
    }

    [Fact]
    public void A_failure_shrinks_to_what_it_needs()
    {
        var program = GeneratedPrograms.Take(500, from: 60).First(p => p.Threads.Length > 2 && p.Device.Rules.Length > 0 && HasCancel(p));
        var smallest = ProgramShrinker.Minimize(program, HasCancel);

        Assert.Single(smallest.Threads);
        Assert.True(Mentions.Calls(smallest).Count() <= 3, ProgramText.Print(smallest));
        Assert.Equal(DeviceScript.Instant, smallest.Device);
    }

    [Fact]
    public void A_list_element_that_does_not_matter_is_dropped()
    {
        var program = GeneratedPrograms.Take(500).First(p => Lists(p).Any(l => l.List.Length == 4));
        var smallest = ProgramShrinker.Minimize(program, p => Lists(p).Any());

        Assert.Empty(Assert.Single(Lists(smallest)).List);
    }

    private static bool HasCancel(Program program) => program.Threads.SelectMany(t => Mentions.All(t.Body)).Any(s => s is Perform { Call: AioCancel { Cb: not null } });

    private static IEnumerable<LioListio> Lists(Program program) => Mentions.Calls(program).OfType<LioListio>();
}
