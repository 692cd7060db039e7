using System.Collections.Immutable;
using System.Globalization;
using AioSpec.FsCheck.Generation;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Covering;

/// <summary>
/// Programs by design: one request (or list) of the classes of a row, and what happens to it. Array follows array, so that
/// every pair of classes that can stand together comes up in each, with the moment of its race moved a step further.
/// </summary>
public static class CoveringPrograms
{
    private static readonly long[] s_moments = [0, 500, 1_500, 4_000, 9_000, 15_000, 25_000, 40_000, 70_000, 120_000, 200_000];

    /// <summary>How many pairs of classes there are.</summary>
    public static int Pairs => new CoveringArray(Design.Factors, 0, Design.IsPossible).Pairs;

    /// <summary>The factors of the design, with their classes.</summary>
    public static ImmutableArray<Factor> Factors => Design.Factors;

    /// <summary>Programs without end, array after array.</summary>
    /// <param name="seed">The seed of the arrays; the same seed makes the same programs.</param>
    public static IEnumerable<DesignedProgram> Of(ulong seed)
    {
        for (var array = 0; ; array++)
        {
            var drawn = unchecked((seed * 1_000_003) + (ulong)array);
            var number = 0;
            foreach (var row in new CoveringArray(Design.Factors, drawn, Design.IsPossible).Rows())
            {
                var moment = s_moments[(array + number) % s_moments.Length];
                var name = string.Create(CultureInfo.InvariantCulture, $"design {seed}.{array}.{number++}");
                var program = new RowProgram(new Row(row), moment, new Draw(unchecked((drawn * 31) + (ulong)number))).Build(name);
                yield return new DesignedProgram(program, [.. row.Select((level, factor) => $"{Design.Factors[factor].Name}:{Design.Factors[factor].Levels[level]}")]);
            }
        }
    }
}

/// <summary>A program of the design.</summary>
/// <param name="Program">The program.</param>
/// <param name="Classes">The class of each factor, <c>factor:class</c>.</param>
public sealed record DesignedProgram(Program Program, ImmutableArray<string> Classes);
