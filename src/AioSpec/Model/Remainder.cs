using System.Runtime.CompilerServices;

namespace AioSpec.Model;

/// <summary>
/// What is left of a rule for one submission, or for one call of a program: whatever of its clauses depends on what was
/// declared and submitted alone is answered once. The same submission is made a million times, and most of what the
/// standard says of it has the same answer each time.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="stays">What is the same each time that it is asked.</param>
internal sealed class Remainder(Rule rule, Fixed stays)
{
    /// <summary>Of how many outcomes it is kept what is left: a count of bytes can be anything.</summary>
    private const int Most = 8;

    /// <summary>The whole rule.</summary>
    public Rule Rule => rule;

    // Replaced as a whole, so that several threads may ask.
    private Entry[] _entries = [];

    /// <summary>Whether no clause forbids the outcome: the same as <see cref="Rule.Permits"/>.</summary>
    public bool Permits(IWorld world, in Scope scope, Outcome outcome)
    {
        foreach (var entry in _entries)
        {
            if (entry.Value != outcome.Value || entry.Errno != outcome.Errno) continue;
            return entry.IsSure ? entry.IsPermitted : CanHold(entry.Facts, world, scope, outcome);
        }

        return PermitsForTheFirstTime(world, scope, outcome);
    }

    // Kept out of those who ask: what most often is not gone through would make them slow by its size.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool CanHold(Fact[] facts, IWorld world, in Scope scope, Outcome outcome)
    {
        var asked = scope.With(outcome);
        foreach (var fact in facts)
        {
            if (fact.Ask(world, asked) == Truth.No) return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool PermitsForTheFirstTime(IWorld world, in Scope scope, Outcome outcome)
    {
        var asked = scope.With(outcome);
        if (_entries.Length < Most) _entries = [.. _entries, new(outcome, Facts(world, asked))];
        return rule.Permits(world, asked);
    }

    private Fact[] Facts(IWorld world, in Scope scope)
    {
        var facts = new List<Fact>();
        foreach (var clause in rule.Decisive(scope.Outcome))
        {
            var rest = clause.OnlyIf.Rest(stays | Fixed.Declaration | Fixed.Outcome, world, scope);
            if (rest == Is.Never) return [rest];
            if (rest == Is.Always || facts.Exists(fact => fact.Implies(rest))) continue;
            facts.RemoveAll(rest.Implies);
            facts.Add(rest);
        }

        // What speaks of one thing comes before what speaks of each of many.
        return [.. facts.Where(fact => fact is not Quantified), .. facts.Where(fact => fact is Quantified)];
    }

    /// <summary>What is left to be asked of an outcome.</summary>
    private sealed class Entry(Outcome outcome, Fact[] facts)
    {
        public readonly long Value = outcome.Value;
        public readonly Errno Errno = outcome.Errno;
        public readonly Fact[] Facts = facts;

        /// <summary>Nothing is left to be asked: it is permitted always, or never.</summary>
        public readonly bool IsSure = facts.Length == 0 || facts[0] == Is.Never;
        public readonly bool IsPermitted = facts.Length == 0;
    }
}
