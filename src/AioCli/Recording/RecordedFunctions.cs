using System.Collections.Immutable;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Recording;

/// <summary>
/// The signal handlers and notification functions of a recorded program. One that did the same each time is a function of the
/// scenario; of one that did not, since it looked at more than a scenario can, the calls are made where it ran.
/// </summary>
internal sealed class RecordedFunctions
{
    private readonly SortedDictionary<string, FunctionSpec> _first = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _changing = new(StringComparer.Ordinal);

    /// <summary>There is such a function; one that never runs does nothing.</summary>
    public void Declare(string name) => _first.TryAdd(name, new FunctionSpec(name, default));

    /// <summary>A function ran, and did this.</summary>
    /// <returns>A mark of it, for <see cref="Settle"/>.</returns>
    public Statement Ran(string name, ImmutableArray<Statement> statements)
    {
        var now = new FunctionSpec(name, statements);
        if (!_first.TryGetValue(name, out var first) || first.Body.IsDefault) _first[name] = now;
        else if (!AreSame(first, now)) _changing.Add(name);
        return new Run(name, statements);
    }

    /// <summary>The functions of the scenario.</summary>
    public ImmutableArray<FunctionSpec> Specs() => [.. _first.Values.Select(f => f.Body.IsDefault || _changing.Contains(f.Name) ? new FunctionSpec(f.Name, []) : f with { Body = Settle(f.Body) })];

    /// <summary>Statements without marks: what a function that is not always the same did stands in its place.</summary>
    public ImmutableArray<Statement> Settle(IEnumerable<Statement> statements) =>
        [.. statements.SelectMany(s => s is not Run ran ? [s] : _changing.Contains(ran.Name) ? Settle(ran.Statements) : [])];

    private static bool AreSame(FunctionSpec a, FunctionSpec b) => ProgramText.AreSame(Of(a), Of(b));

    private static Program Of(FunctionSpec function) => new() { Functions = [function with { Body = [.. function.Body.Where(s => s is not Run)] }] };

    private sealed record Run(string Name, ImmutableArray<Statement> Statements) : Statement;
}
