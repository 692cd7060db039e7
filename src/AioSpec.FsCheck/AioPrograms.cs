using AioSpec.FsCheck.Generation;
using AioSpec.FsCheck.Shrinking;
using AioSpec.Programs;
using FsCheck;
using FsCheck.Fluent;

namespace AioSpec.FsCheck;

/// <summary>
/// Generates whole programs without undefined behaviour, weighted towards interaction: few files, few control blocks and
/// short delays that collide. A program of size s has about s/3 statements beside its set-up.
/// </summary>
public static class AioPrograms
{
    /// <summary>The program of a seed: the same on every machine.</summary>
    public static Program Program(ulong seed, int size, GeneratorOptions? options = null) =>
        ProgramBuilder.Build(seed, size, options ?? GeneratorOptions.Default);

    /// <summary>Generates programs of FsCheck's size.</summary>
    public static Gen<AioProgram> Generator(GeneratorOptions? options = null) =>
        Gen.Sized(size => Seeds.Select(seed => new AioProgram(Program(seed, size, options))));

    /// <summary>Generates programs and shrinks those that fail: every shrunk program is valid, too.</summary>
    public static Arbitrary<AioProgram> Arbitrary(GeneratorOptions? options = null) =>
        Arb.From(Generator(options), program => ProgramShrinker.Shrink(program.Program).Select(smaller => new AioProgram(smaller)));

    private static Gen<ulong> Seeds => from high in Gen.Choose(0, int.MaxValue)
                                       from low in Gen.Choose(0, int.MaxValue)
                                       select ((ulong)(uint)high << 31) | (uint)low;
}
