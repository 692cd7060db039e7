namespace AioSpec.Model;

/// <summary>
/// A proposition about a world: the guard of a clause, as data. It can be asked (three-valued), and a judge can learn from it:
/// where an outcome was seen that is permitted only if the fact holds, the fact held.
/// </summary>
public abstract class Fact
{
    /// <summary>The fact in words, for explanations; empty where it only tells which sentence is broken.</summary>
    public abstract string Text { get; }

    /// <summary>Whether it holds.</summary>
    public abstract Truth Ask(IWorld world, in Scope scope);

    /// <summary>Whether anything can be learned of it, in any world.</summary>
    public virtual bool Teaches => false;

    /// <summary>Notes that it holds, or does not, because of a clause. A world that knows everything learns nothing.</summary>
    public virtual void Learn(IWorld world, in Scope scope, bool holds, Clause because)
    {
    }

    /// <summary>What the answer can depend on.</summary>
    internal virtual Fixed Needs => Fixed.Nothing;

    /// <summary>
    /// What is left to be asked where some of what a fact can depend on stays as it is: whatever depends on nothing else is
    /// answered here, once, where the world knows it.
    /// </summary>
    internal virtual Fact Rest(Fixed stays, IWorld world, in Scope scope)
    {
        if (Needs == Fixed.Nothing || (Needs & ~stays) != Fixed.Nothing) return this;
        return Ask(world, scope) switch { Truth.Yes => Is.Always, Truth.No => Is.Never, _ => this };
    }

    /// <summary>The facts of which one is enough; a fact that is not made of such is its own and only one.</summary>
    internal virtual IEnumerable<Fact> Alternatives => [this];

    /// <summary>Whether the other one holds wherever this one does, as far as can be seen from how they are made.</summary>
    internal bool Implies(Fact other) => Alternatives.All(a => other.Alternatives.Any(a.IsSame));

    /// <summary>Whether the two are made alike, of the same facts.</summary>
    internal virtual bool IsSame(Fact other) => ReferenceEquals(this, other);

    /// <summary>Both facts.</summary>
    public static Fact operator &(Fact a, Fact b) => new Both(a, b);

    /// <summary>At least one of the facts.</summary>
    public static Fact operator |(Fact a, Fact b) => new Either(a, b);

    /// <summary>The fact does not hold.</summary>
    public static Fact operator !(Fact fact) => new Opposite(fact);

    private static string Join(string a, string word, string b) => a.Length == 0 ? b : b.Length == 0 ? a : a + word + b;

    private sealed class Both(Fact a, Fact b) : Fact
    {
        public override bool Teaches { get; } = a.Teaches || b.Teaches;

        public override string Text => Join(a.Text, " and ", b.Text);

        public override Truth Ask(IWorld world, in Scope scope)
        {
            var first = a.Ask(world, scope);
            return first == Truth.No ? first : first.And(b.Ask(world, scope));
        }

        internal override Fact Rest(Fixed stays, IWorld world, in Scope scope)
        {
            var (first, second) = (a.Rest(stays, world, scope), b.Rest(stays, world, scope));
            if (first == Is.Never || second == Is.Always) return first;
            if (second == Is.Never || first == Is.Always) return second;
            return first == a && second == b ? this : new Both(first, second);
        }

        public override void Learn(IWorld world, in Scope scope, bool holds, Clause because)
        {
            if (a.Teaches && (holds || b.Ask(world, scope) == Truth.Yes)) a.Learn(world, scope, holds, because);
            if (b.Teaches && (holds || a.Ask(world, scope) == Truth.Yes)) b.Learn(world, scope, holds, because);
        }
    }

    private sealed class Either(Fact a, Fact b) : Fact
    {
        public override bool Teaches { get; } = a.Teaches || b.Teaches;

        public override string Text => Join(a.Text, ", or ", b.Text);

        internal override IEnumerable<Fact> Alternatives => a.Alternatives.Concat(b.Alternatives);

        public override Truth Ask(IWorld world, in Scope scope)
        {
            var first = a.Ask(world, scope);
            return first == Truth.Yes ? first : first.Or(b.Ask(world, scope));
        }

        internal override Fact Rest(Fixed stays, IWorld world, in Scope scope)
        {
            var (first, second) = (a.Rest(stays, world, scope), b.Rest(stays, world, scope));
            if (first == Is.Always || second == Is.Never) return first;
            if (second == Is.Always || first == Is.Never) return second;
            return first == a && second == b ? this : new Either(first, second);
        }

        public override void Learn(IWorld world, in Scope scope, bool holds, Clause because)
        {
            if (a.Teaches && (!holds || b.Ask(world, scope) == Truth.No)) a.Learn(world, scope, holds, because);
            if (b.Teaches && (!holds || a.Ask(world, scope) == Truth.No)) b.Learn(world, scope, holds, because);
        }
    }

    private sealed class Opposite(Fact fact) : Fact
    {
        private readonly Fact _fact = fact;

        public override bool Teaches => _fact.Teaches;

        public override string Text => _fact.Text.Length == 0 ? "" : _fact.Text.Contains(' ', StringComparison.Ordinal) ? $"not ({_fact.Text})" : $"not {_fact.Text}";

        internal override bool IsSame(Fact other) => other is Opposite opposite && _fact.IsSame(opposite._fact);

        public override Truth Ask(IWorld world, in Scope scope) => _fact.Ask(world, scope).Negate();

        internal override Fact Rest(Fixed stays, IWorld world, in Scope scope)
        {
            var rest = _fact.Rest(stays, world, scope);
            return rest == Is.Always ? Is.Never : rest == Is.Never ? Is.Always : rest == _fact ? this : new Opposite(rest);
        }

        public override void Learn(IWorld world, in Scope scope, bool holds, Clause because) => _fact.Learn(world, scope, !holds, because);
    }
}

/// <summary>How a simple fact is asked.</summary>
public delegate Truth Asking(IWorld world, in Scope scope);

/// <summary>How a simple fact is learned.</summary>
public delegate void Learning(IWorld world, in Scope scope, bool holds, Clause because);

/// <summary>A simple fact: what a world answers to one question.</summary>
public sealed class Atom(string text, Asking ask, Learning? learn = null) : Fact
{
    /// <inheritdoc/>
    public override string Text => text;

    /// <inheritdoc/>
    public override bool Teaches => learn is not null;

    /// <summary>What the answer depends on, where that is not the world as it is at the time.</summary>
    internal Fixed DependsOn { get; init; }

    internal override Fixed Needs => DependsOn;

    /// <inheritdoc/>
    public override Truth Ask(IWorld world, in Scope scope) => ask(world, scope);

    /// <inheritdoc/>
    public override void Learn(IWorld world, in Scope scope, bool holds, Clause because) => learn?.Invoke(world, scope, holds, because);
}

/// <summary>A fact holds for at least one member of a relation, or for every member.</summary>
public sealed class Quantified(bool every, Relation relation, Fact fact) : Fact
{
    /// <inheritdoc/>
    public override bool Teaches => fact.Teaches;

    /// <inheritdoc/>
    public override string Text => fact.Text.Length == 0 ? "" : $"{fact.Text} for {(every ? "every" : "some")} {Noun(relation)}";

    /// <inheritdoc/>
    public override Truth Ask(IWorld world, in Scope scope)
    {
        var members = world.Members(relation, scope);
        var result = every ? Truth.Yes : Truth.No;
        for (var i = 0; i < members.Length; i++)
        {
            var one = fact.Ask(world, scope.Of(members[i]));
            result = every ? result.And(one) : result.Or(one);
            if (result == (every ? Truth.No : Truth.Yes)) break;
        }

        return result;
    }

    /// <inheritdoc/>
    public override void Learn(IWorld world, in Scope scope, bool holds, Clause because)
    {
        // Every member, when all hold or none does; otherwise only the last member that is left can be told.
        var members = world.Members(relation, scope);
        if (holds != every)
        {
            int? left = null;
            foreach (var member in members)
            {
                if (fact.Ask(world, scope.Of(member)) == (every ? Truth.Yes : Truth.No)) continue;
                if (left is { } other && other != member) return;
                left = member;
            }

            if (left is { } last) fact.Learn(world, scope.Of(last), holds, because);
            return;
        }

        foreach (var member in members) fact.Learn(world, scope.Of(member), holds, because);
    }

    private static string Noun(Relation relation) => relation switch
    {
        Relation.Listed => "listed request",
        Relation.Elements => "element of the list",
        Relation.Requested => "request asked for",
        Relation.CoveredSameDescriptor => "request queued before through the descriptor",
        Relation.CoveredOtherDescriptor => "request queued before through another descriptor of the file",
        Relation.PerhapsCovered => "request that may have been queued before",
        Relation.AppendsBefore => "append submitted before",
        Relation.Preferred => "request of higher priority",
        _ => "outstanding request",
    };
}
