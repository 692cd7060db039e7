using AioSpec.Model;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>
/// What is left of the rules for a request that is submitted again and again: whatever depends on what was declared and submitted
/// alone is answered once, as the model does (<see cref="Remainder"/>).
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
