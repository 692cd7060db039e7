using System.Runtime.InteropServices;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>
/// What is left of the rules for requests of one shape, which are submitted again and again: whatever depends on what was declared and
/// submitted alone is answered once, as the model does (<see cref="Remainder"/>).
/// </summary>
internal sealed class RepeatedRules(Declaration declared)
{
    private readonly List<Remainder> _rests = [];

    /// <summary>Whether it is sure that no clause of the rule forbids the outcome; else the rule is to be asked as a whole.</summary>
    public bool Permits(Knowledge known, Rule rule, in Scope scope)
    {
        if (!ReferenceEquals(known.Declared, declared)) return false;
        foreach (var rest in _rests)
        {
            if (ReferenceEquals(rest.Rule, rule)) return rest.Permits(known, scope, scope.Outcome);
        }

        _rests.Add(new Remainder(rule, Fixed.Submission));
        return false;
    }
}

/// <summary>The rules for the requests on one open file description, shape by shape.</summary>
internal sealed class RulesByShape
{
    private const int Most = 32;

    private readonly List<(Shape Shape, RepeatedRules Rules)> _entries = [];
    private int _next;

    /// <summary>What is left for such a request; null where it has no shape.</summary>
    public RepeatedRules? Of(RequestInfo info, Declaration declared)
    {
        if (Shape.Of(info) is not { } shape) return null;
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Shape == shape) return entry.Rules;
        }

        var rules = new RepeatedRules(declared);
        if (_entries.Count < Most) _entries.Add((shape, rules));
        else _entries[_next++ % Most] = (shape, rules);
        return rules;
    }
}
