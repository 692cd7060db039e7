using AioSpec.Programs;
using AioSpec.Text;

namespace AioSpec.FsCheck;

/// <summary>A program that prints itself in its text form: what FsCheck shows as a counterexample can be read and run.</summary>
/// <param name="Program">The program.</param>
public sealed record AioProgram(Program Program)
{
    /// <inheritdoc/>
    public override string ToString() => ProgramText.Print(Program);
}
