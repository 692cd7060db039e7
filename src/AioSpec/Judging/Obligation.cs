using AioSpec.Model;

namespace AioSpec.Judging;

/// <summary>An outcome that is permitted only if something holds of one of several requests, and it is open of which.</summary>
internal sealed class Obligation(Rule rule, Scope scope, int[] members, Window window)
{
    public Rule Rule { get; } = rule;

    public Scope Scope { get; } = scope;

    public int[] Members { get; } = members;

    /// <summary>The call and its return.</summary>
    public Window Window { get; } = window;

    /// <summary>Nothing more will be learned of it.</summary>
    public bool Over { get; set; }
}
