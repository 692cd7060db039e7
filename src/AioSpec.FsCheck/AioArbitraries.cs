using FsCheck;

namespace AioSpec.FsCheck;

/// <summary>For <c>[Property(Arbitrary = [typeof(AioArbitraries)])]</c>: properties that take an <see cref="AioProgram"/>.</summary>
public static class AioArbitraries
{
    /// <summary>Programs with the default options.</summary>
    public static Arbitrary<AioProgram> Programs() => AioPrograms.Arbitrary();
}
