using System.Collections.Immutable;
using AioCli.Targets;
using AioSpec.FsCheck.Classes;
using AioSpec.FsCheck.Covering;
using AioSpec.Programs;

namespace AioCli.Conformance.Findings;

/// <summary>Which classes of input were reached.</summary>
/// <param name="Reached">Those that were, sorted.</param>
/// <param name="Missed">Those that were not, sorted.</param>
/// <param name="OutOfReach">Those that no program for the target can have, sorted.</param>
/// <param name="PairsReached">How many pairs of classes of the covering design.</param>
/// <param name="Pairs">How many of these there are.</param>
internal sealed record CoverageSummary(ImmutableArray<string> Reached, ImmutableArray<string> Missed, ImmutableArray<string> OutOfReach, int PairsReached, int Pairs);

/// <summary>Notes the classes of programs that were performed. Several threads may add to it.</summary>
internal sealed class Coverage
{
    private readonly SortedSet<string> _reached = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _pairs = [];

    /// <summary>Takes a program that was performed.</summary>
    /// <param name="program">The program.</param>
    /// <param name="design">The classes of the design that it stands for; none where it was drawn.</param>
    public void Add(Program program, ImmutableArray<string> design)
    {
        var classes = ProgramClasses.Of(program);
        lock (_reached)
        {
            _reached.UnionWith(classes);
            foreach (var (class1, i) in design.Select((c, i) => (c, i)))
            {
                foreach (var class2 in design.Skip(i + 1)) _pairs.Add((class1, class2));
            }
        }
    }

    /// <summary>What was reached, of all that a target can have.</summary>
    public CoverageSummary Summary(Capabilities target)
    {
        lock (_reached)
        {
            var others = ProgramClasses.All.Except(_reached, StringComparer.Ordinal).ToLookup(name => OutOfReach.Has(name, target));
            return new CoverageSummary([.. _reached], [.. others[false]], [.. others[true]], _pairs.Count, CoveringPrograms.Pairs);
        }
    }
}
