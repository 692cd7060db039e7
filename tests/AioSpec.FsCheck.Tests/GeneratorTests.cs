using AioSpec.FsCheck;
using AioSpec.FsCheck.Validity;
using AioSpec.Text;

namespace AioSpec.FsCheckTests;

public sealed class GeneratorTests
{
    [Fact]
    public void Generated_programs_are_valid()
    {
        var invalid = GeneratedPrograms.Take(10_000).AsParallel().Where(program => !ProgramValidity.IsValid(program)).FirstOrDefault();

        Assert.True(invalid is null, invalid is null ? "" : $"{string.Join("\n", ProgramValidity.Check(invalid))}\n{ProgramText.Print(invalid)}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_program()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            Assert.Equal(ProgramText.Print(GeneratedPrograms.Of(seed)), ProgramText.Print(GeneratedPrograms.Of(seed)));
        }
    }

    [Fact]
    public void Different_seeds_give_different_programs() =>
        Assert.Equal(300, GeneratedPrograms.Take(300).Select(p => ProgramText.Print(p with { Name = "" })).Distinct().Count());

    [Fact]
    public void A_program_grows_with_its_size()
    {
        var small = Enumerable.Range(0, 200).Average(seed => ProgramText.Print(AioPrograms.Program((ulong)seed, 5)).Length);
        var large = Enumerable.Range(0, 200).Average(seed => ProgramText.Print(AioPrograms.Program((ulong)seed, 95)).Length);

        Assert.True(large > 2 * small, $"{small} {large}");
    }

    [Fact]
    public void A_counterexample_is_the_text_of_the_program()
    {
        var program = GeneratedPrograms.Of(7);

        Assert.Equal(ProgramText.Print(program), new AioProgram(program).ToString());
    }
}
